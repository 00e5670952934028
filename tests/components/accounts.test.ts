import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import {
  AccountMonitoring,
  type AccountMonitoringArgs,
  type AccountRow,
  ApplicationGroup,
  Comparison,
  EventBridgeRule,
  EventRule,
  events,
  GroupMetricRule,
  MetricRule,
  metrics,
  monitorAccounts,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  ruleSets,
  Silence,
  SiteMonitor,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { named } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

const CALLBACK = "https://a.example.com/callbacks/shop?token=0123456789abcdef0123456789abcdef";
const RULE = "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule";

const rulesOf = (plan: Plan, account: string) =>
  plan.resources.filter(({ type, name }) => type === RULE && name.startsWith(`${account}-`));

const EVENT_RULE = "alicloud:cms/eventRule:EventRule";

describe("three accounts, and the receiver in a stack of its own", () => {
  let receiver: Plan;
  let rules: Plan;

  beforeAll(async () => {
    receiver = await evaluateInline(() => import("../../examples/accounts/receiver/index.ts"), {
      project: "receiver",
      config: {
        "receiver:cloudflareAccountId": "0".repeat(32),
        "receiver:hostname": "alerts.example.com",
        "receiver:ilertKey": "ilert-key-0001",
        "cloudmonitor-relay:callbackSecret": "a-stack-secret-that-is-made-up-for-tests",
      },
    });
    rules = await evaluateInline(() => import("../../examples/accounts/rules/index.ts"), {
      project: "rules",
      config: { "rules:receiverStack": "organization/receiver/production" },
      stacks: { "organization/receiver/production": named(receiver, "relay").outputs },
    });
  });

  test("each is a source with a token of its own, which its rules call back with", () => {
    const urls = named(receiver, "relay").outputs.callbackUrls as Record<string, string>;
    expect(new Set(Object.values(urls).map((url) => new URL(url).searchParams.get("token"))).size).toBe(3);
    for (const [account, url] of Object.entries(urls)) {
      const declared = rulesOf(rules, account);
      expect(declared.length).toBeGreaterThan(10);
      for (const { inputs, secrets } of declared) {
        expect(inputs.webhook).toMatch(new RegExp(`^${url.replaceAll("?", "\\?")}&rule=${account}-`));
        expect(secrets).toContain("webhook");
      }
    }
  });

  test("each is declared by a provider that takes on its role in its region", () => {
    for (const account of ["shop", "payments", "analytics"]) {
      const provider = named(
        { ...rules, resources: rules.resources.filter(({ type }) => type.startsWith("pulumi:providers:")) },
        account,
      );
      expect(String(provider.inputs.assumeRole)).toContain("cloudmonitor-relay");
      for (const resource of rules.resources.filter(({ name, custom, type }) => {
        return custom && name.startsWith(`${account}-`) && !type.startsWith("pulumi:");
      })) {
        expect(resource.provider).toBe(`${provider.urn}::local`);
      }
    }
    expect(
      rules.resources.find(({ type, name }) => type.endsWith(":alicloud") && name === "analytics")?.inputs
        .region,
    ).toBe("ap-southeast-1");
  });

  test("each has what is common and its own differences", () => {
    const critical = (rule: string) => {
      const { escalations } = named(rules, `${rule}-rule`).inputs as {
        escalations: { critical: { threshold: string } };
      };
      return escalations.critical.threshold;
    };
    expect(critical("shop-rds-disk")).toBe("95");
    expect(critical("payments-rds-disk")).toBe("85");
    const names = rulesOf(rules, "analytics").map(({ name }) => name);
    expect(names.some((name) => name.startsWith("analytics-slb"))).toBe(false);
    expect(names).toContain("analytics-elasticsearch-status-rule");
    expect(names).not.toContain("analytics-ecs-cpu-rule");
    expect(names).toContain("analytics-ecs-gpu-temperature-rule");
  });

  test("each has what its line and all lines declare besides", () => {
    const events = rules.resources.filter(({ type }) => type === EVENT_RULE);
    expect(events.map(({ name }) => name.split("-")[0]).sort()).toEqual(["analytics", "payments", "shop"]);
    expect(named(rules, "analytics-disk-of-batch-rule").inputs).toMatchObject({
      contactGroups: "analytics-on-call",
      resources: '[{"instanceId":"i-bp1batch1"}]',
    });
  });

  test("the outputs name every rule with its id", () => {
    for (const account of ["shop", "payments", "analytics"]) {
      const component = rules.resources.find(
        ({ type, name }) => type.endsWith(":AccountMonitoring") && name === account,
      );
      const ids = component?.outputs.ruleIds as Record<string, string>;
      expect(Object.values(ids).sort()).toEqual(
        rulesOf(rules, account)
          .filter(({ name }) => name !== "analytics-disk-of-batch-rule")
          .map(({ inputs }) => String(inputs.metricAlarmRuleId))
          .sort(),
      );
      for (const [key, id] of Object.entries(ids)) expect(id).toMatch(new RegExp(`^${key}--[0-9a-f]{10}$`));
    }
  });
});

/** Resources of a plan that the plan before would have to create or change, and those that would go. */
function changes(before: Plan, after: Plan): string[] {
  const custom = (plan: Plan) => plan.resources.filter((each) => each.custom);
  const left = new Map(custom(before).map((resource) => [resource.urn, resource]));
  const changed: string[] = [];
  for (const resource of custom(after)) {
    const match = [resource.urn, ...resource.options.aliases].find((urn) => left.has(urn)) ?? "";
    const old: Resource | undefined = left.get(match);
    left.delete(match);
    if (JSON.stringify(old?.inputs) !== JSON.stringify(resource.inputs)) changed.push(resource.urn);
  }
  return [...changed, ...left.keys()];
}

describe("renaming and moving replace nothing", () => {
  const args: AccountMonitoringArgs = {
    key: "asia",
    contacts: { mail: { mail: "a@example.com" } },
    callback: CALLBACK,
    ruleSets: { ecs: {}, nat: {} },
  };
  let before: Plan;

  beforeAll(async () => {
    before = await evaluateInline(() => new AccountMonitoring("asia", args));
  });

  test("renamed, with the old name as key and alias", async () => {
    const after = await evaluateInline(
      () => new AccountMonitoring("singapore", args, { aliases: [{ name: "asia" }] }),
    );
    expect(changes(before, after)).toEqual([]);
    expect(after.resources.some(({ name }) => name.startsWith("asia"))).toBe(false);
  });

  test("moved under another component", async () => {
    const after = await evaluateInline(() => {
      const parent = new pulumi.ComponentResource("test:index:Team", "team");
      new AccountMonitoring("asia", args, { parent, aliases: [{ parent: pulumi.rootStackResource }] });
    });
    expect(changes(before, after)).toEqual([]);
    expect(after.resources.filter(({ urn }) => urn.includes("test:index:Team$")).length).toBe(
      before.resources.filter(({ name }) => name.startsWith("asia")).length,
    );
  });

  test("without key and alias everything would be another", async () => {
    const after = await evaluateInline(
      () => new AccountMonitoring("singapore", { ...args, key: "singapore" }),
    );
    const count = before.resources.filter(({ custom }) => custom).length;
    expect(changes(before, after)).toHaveLength(2 * count);
  });

  test("a set alone is renamed in the same way", async () => {
    const set = { contactGroups: ["on-call"], callback: CALLBACK };
    const one = await evaluateInline(() => ruleSets.oss("files", set));
    const two = await evaluateInline(() => {
      ruleSets.oss("objects", { ...set, key: "files" }, { aliases: [{ name: "files" }] });
    });
    expect(changes(one, two)).toEqual([]);
  });
});

describe("AccountMonitoring", () => {
  test("takes groups that exist, and members that exist", async () => {
    const plan = await evaluateInline(() => {
      const provider = new Provider("elsewhere", { region: "eu-central-1" });
      monitorAccounts(
        { labels: { team: "a" }, contactGroups: { night: ["by-hand"] }, ruleSets: { cen: {} } },
        { eu: { provider, notify: ["night", "old-group"], labels: { tier: "b" }, key: "europe" } },
      );
    });
    expect(named(plan, "eu-night-group").inputs).toEqual({
      alarmContactGroupName: "europe-night",
      contacts: ["by-hand"],
    });
    expect(named(plan, "eu-cen-drops-rule").inputs).toMatchObject({
      contactGroups: "europe-night,old-group",
      ruleName: "europe-cen-drops",
      labels: [
        { key: "team", value: "a" },
        { key: "tier", value: "b" },
      ],
    });
  });

  test("has everything that an account may have, without a ready set, each by the account's provider", async () => {
    const also = ({ name, key, monitoring, rule, opts }: AccountRow) => {
      const at = (what: string) => `${name}-${what}`;
      const { callback = "" } = rule;
      const cpu = {
        metric: metrics.ecs.CPUUtilization,
        critical: { comparison: Comparison.AtLeast, threshold: 95 },
      };
      const group = new ApplicationGroup(
        at("shop"),
        {
          members: [{ category: "ECS", instanceId: "i-1" }],
          contactGroups: rule.contactGroups,
          groupName: `${key}-shop`,
        },
        opts,
      );
      new MetricRule(at("cpu"), { ...cpu, ...rule }, opts);
      new GroupMetricRule(at("group-cpu"), { ...cpu, group: group.groupId, ...rule }, opts);
      new EventRule(at("failover"), { events: [events.rds.Instance_Failover], ...rule }, opts);
      new EventBridgeRule(at("bus"), { product: "RDS", callback }, opts);
      new Silence(at("batch"), { metrics: [cpu.metric], resources: [{ instanceId: "i-9" }] }, opts);
      new SiteMonitor(at("shop-page"), { address: "https://shop.example.com", rule }, opts);
      const hook = new PrometheusWebhook(at("hook"), { callback, workspace: "shop" }, opts);
      const of = { workspace: "shop", instanceId: "rw-1", severity: PrometheusSeverity.Critical };
      new PrometheusRule(at("down"), { ...of, expr: "up == 0", webhooks: [hook.webhookId] }, opts);
      named.push(monitoring.groupNames.apply((names) => names["on-call"] ?? ""));
    };
    const named: pulumi.Output<string>[] = [];
    const contacts = { mail: { mail: "a@example.com" } };
    const plan = await evaluateInline(() => {
      const line = (region: string) => ({ provider: new Provider(region, { region }), callback: CALLBACK });
      monitorAccounts({ contacts, also }, { eu: line("eu-central-1"), us: line("us-west-1") });
    });
    expect(named).toHaveLength(2);
    for (const [account, region] of [
      ["eu", "eu-central-1"],
      ["us", "us-west-1"],
    ] as const) {
      const own = plan.resources.filter(
        ({ name, type }) => name.startsWith(`${account}-`) && !type.startsWith("pulumi:"),
      );
      const provider = plan.resources.find(({ name, type }) => name === region && type.startsWith("pulumi:"));
      const types = own.map(({ type }) => type.split(":").at(-1));
      expect(types).toEqual(
        expect.arrayContaining([
          "MetricRule",
          "GroupMetricRule",
          "EventRule",
          "EventBridgeRule",
          "Silence",
          "SiteMonitor",
          "PrometheusWebhook",
          "PrometheusRule",
          "ApplicationGroup",
          "ContactGroup",
        ]),
      );
      for (const { custom, type, provider: by } of own)
        if (custom && type.startsWith("alicloud:"))
          expect([type, by]).toEqual([type, `${provider?.urn}::local`]);
    }
  });

  test("refuses what can't be meant, all of it at once", async () => {
    await useMocks();
    const message = mistake(() => new AccountMonitoring("shop", { ruleSets: { esc: {} } as never }));
    expect(message).toBe('AccountMonitoring "shop": ruleSets.esc is no argument; did you mean "ecs"?');
    const none = mistake(() => new AccountMonitoring("shop", { ruleSets: {} }));
    expect(none.split("\n")).toEqual([
      'AccountMonitoring "shop": ruleSets must name at least one set, such as { ecs: {} }',
      'AccountMonitoring "shop": contacts, contactGroups, notify are all missing: CloudMonitor requires every rule to name a contact group',
    ]);
  });
});
