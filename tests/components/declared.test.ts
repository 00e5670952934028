import { beforeAll, describe, expect, test } from "vitest";
import { AlertReceiver, MetricRule, type MetricRuleArgs, metrics } from "../../components/index.ts";
import { lackingMigrations, lastTag } from "../../components/receiver/migrations.ts";
import { parseConfig } from "../../components/receiver/schema.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { OBJECTS } from "../../receiver/config/bindings.ts";
import { MIGRATIONS } from "../../receiver/config/migrations.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { level, receiverArgs } from "../checks/kit.ts";
import { evaluateProgram, named, SECRETS } from "../programs/evaluate.ts";

let plan: Plan;

/** What replaces a rule, by name, and below it everything that must not. */
const REPLACES: [string, Partial<MetricRuleArgs>][] = [
  ["contact groups", { contactGroups: ["others"] }],
  ["name", { ruleName: "renamed" }],
  ["metric", { metric: { namespace: "acs_ecs_dashboard", metricName: "cpu_total" } }],
  ["namespace", { metric: { namespace: "acs_other", metricName: "CPUUtilization" } }],
  ["an excluded interval, which can't be taken back", { noEffectiveInterval: "01:00-02:00" }],
  ["a mail subject, which can't be taken back", { emailSubject: "subject" }],
  ["an interval of checks, of which nobody knows whether it can be changed", { interval: "2 minutes" }],
  ["a level more or less", { warn: { comparison: "LessThanThreshold", threshold: 5 } }],
  ["labels or none", { labels: { a: "b" }, carryLabels: false }],
];
const KEEPS: Partial<MetricRuleArgs> = {
  critical: { comparison: "LessThanThreshold", threshold: 1, times: 9 },
  resources: [{ instanceId: "i-9" }],
  callback: "https://elsewhere.example.com/",
  openFor: "2 days",
  period: "10 minutes",
  mutePeriod: "5 minutes",
  effectiveInterval: "01:00-02:00",
  noDataPolicy: "OK",
  sendRecovery: false,
  enabled: false,
};

beforeAll(async () => {
  const variants = JSON.stringify([...REPLACES.map(([, change]) => change), KEEPS]);
  plan = await evaluateProgram("rules", { variants });
});

describe("a metric rule", () => {
  test("writes every argument that the provider never unsets", () => {
    const { metricAlarmRuleId, webhook, ...inputs } = named(plan, "changed-rule").inputs;
    expect(inputs).toEqual({
      ruleName: "changed",
      namespace: "acs_ecs_dashboard",
      metricName: "CPUUtilization",
      contactGroups: "group",
      resources: '[{"resource":"_ALL"}]',
      escalations: {
        critical: {
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          statistics: "Average",
          threshold: "90",
          times: 3,
        },
      },
      period: "60",
      silenceTime: "3600",
      effectiveInterval: "00:00-23:59",
      noDataPolicy: "KEEP_LAST_STATE",
      sendOk: true,
      status: true,
      labels: [],
    });
    expect(metricAlarmRuleId).toMatch(/^changed--[0-9a-f]{10}$/);
    expect(webhook).toMatch(
      /^https:\/\/alerts\.example\.com\/callbacks\/production\?token=[\w-]{32}&rule=changed$/,
    );
  });

  test("takes every argument, in canonical order", () => {
    const { metricAlarmRuleId, webhook, ...inputs } = named(plan, "everything-rule").inputs;
    expect(metricAlarmRuleId).toMatch(/^disk--[0-9a-f]{10}$/);
    expect(webhook).toMatch(
      /\/callbacks\/staging\?token=[\w-]{32}&rule=disk&label\.app=shop&label\.team=sre$/,
    );
    expect(inputs).toEqual({
      ruleName: "磁盘使用率",
      namespace: "acs_ecs_dashboard",
      metricName: "diskusage_utilization",
      contactGroups: "another-group,group",
      resources: '[{"device":"/dev/vda","instanceId":"i-1"},{"device":"/dev/vdb","instanceId":"i-2"}]',
      escalations: {
        critical: {
          comparisonOperator: "GreaterThanThreshold",
          statistics: "Maximum",
          threshold: "97.5",
          times: 2,
        },
        warn: {
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          statistics: "Average",
          threshold: "85",
          times: 5,
        },
        info: {
          comparisonOperator: "LessThanOrEqualToThreshold",
          statistics: "Minimum",
          threshold: "1",
          times: 10,
        },
      },
      period: "300",
      silenceTime: "21600",
      effectiveInterval: "08:00-20:00 +0800",
      noEffectiveInterval: "12:00-13:00",
      noDataPolicy: "INSUFFICIENT_DATA",
      sendOk: false,
      status: false,
      emailSubject: "disk",
      interval: "120",
      labels: [
        { key: "app", value: "shop" },
        { key: "team", value: "sre" },
      ],
    });
  });

  test("may be one expression over several metrics, or a raw one, or compare with the past", () => {
    expect(named(plan, "composite-rule").inputs.compositeExpression).toEqual({
      level: "CRITICAL",
      times: 2,
      expressionListJoin: "||",
      expressionLists: [
        {
          metricName: "CPUUtilization",
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          statistics: "$Average",
          threshold: "90",
          period: 60,
        },
        {
          metricName: "load_5m",
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          statistics: "$Maximum",
          threshold: "16",
          period: 300,
        },
      ],
    });
    expect(named(plan, "hybrid-rule").inputs).toMatchObject({
      namespace: "acs_prometheus",
      metricName: "shop",
      prometheus: {
        promQl: "sum(rate(errors_total[5m])) by (pod) > 3",
        level: "WARN",
        times: 3,
        annotations: [
          { key: "dashboard", value: "https://g.example.com/d/1" },
          { key: "summary", value: "{{ $labels.pod }}" },
        ],
      },
    });
    expect(named(plan, "hybrid-rule").inputs.escalations).toBeUndefined();
    expect(named(plan, "composite-rule").inputs.escalations).toBeUndefined();
    expect(named(plan, "raw-rule").inputs.compositeExpression).toEqual({
      level: "WARN",
      times: 3,
      expressionRaw: "$Average > ($instanceId == 'i-x' ? 80 : 50)",
    });
    expect(named(plan, "past-rule").inputs.escalations).toEqual({
      warn: {
        comparisonOperator: "GreaterThanLastWeek",
        statistics: "Average",
        threshold: "150",
        times: 3,
      },
    });
  });

  test("carries labels, runbook and owner to the receiver, unless told not to", () => {
    const { labels, webhook } = named(plan, "past-rule").inputs;
    expect(labels).toEqual([
      { key: "owner", value: "sre" },
      { key: "runbook_url", value: "https://r.example.com/cpu" },
    ]);
    expect(webhook).toMatch(/&rule=past&label\.owner=sre&label\.runbook_url=https:\/\/r\.example\.com\/cpu$/);
    expect(named(plan, "raw-rule").inputs.webhook).toMatch(/&rule=raw$/);
    expect(named(plan, "raw-rule").inputs.labels).toEqual([{ key: "team", value: "sre" }]);
  });

  test("takes the metric's only statistic where none is named, and a callback elsewhere as it is", () => {
    const inputs = named(plan, "elsewhere-rule").inputs;
    expect(inputs.webhook).toBe("https://vendor.example.com/in?key=vendor-secret");
    expect(inputs.period).toBe("60");
  });

  test("keeps its callback secret", () => {
    expect(named(plan, "changed-rule").secrets).toEqual(["webhook"]);
    expect(named(plan, "elsewhere-rule").secrets).toEqual(["webhook"]);
  });

  test("waits for its contact groups and for the receiver's address", () => {
    const { propertyDependencies } = named(plan, "changed-rule");
    expect(propertyDependencies.contactGroups).toEqual([named(plan, "group-group").urn]);
    expect(propertyDependencies.webhook).toContain(named(plan, "relay-domain-alerts.example.com").urn);
  });

  test("is made by the provider that the component was given", () => {
    expect(named(plan, "germany-rule").provider).toBe(`${named(plan, "frankfurt").urn}::local`);
    expect(named(plan, "changed-rule").provider).toBe("");
  });
});

describe("the rule id changes exactly with what replaces the rule", () => {
  const inputsOf = (name: string) => named(plan, `${name}-rule`).inputs;

  test.each(REPLACES.map(([name], index) => [name, index] as const))("%s", (_name, index) => {
    const after = inputsOf(`variant-${index}`);
    expect(after.metricAlarmRuleId).not.toBe(inputsOf("changed").metricAlarmRuleId);
    // The key stays, so that the recovery of an incident opened before finds it.
    expect(after.metricAlarmRuleId).toMatch(/^changed--/);
    expect(after.webhook).toBe(inputsOf("changed").webhook);
  });

  test("and not with anything else", () => {
    const after = inputsOf(`variant-${REPLACES.length}`);
    expect(after.metricAlarmRuleId).toBe(inputsOf("changed").metricAlarmRuleId);
    expect(after).not.toEqual(inputsOf("changed"));
  });

  test("and differs between stacks, which share the account's ids", async () => {
    const idIn = async (stack: string) => {
      const declare = () =>
        new MetricRule("cpu", {
          metric: metrics.ecs.CPUUtilization,
          critical: level,
          contactGroups: ["all"],
        });
      return named(await evaluateInline(declare, { stack }), "cpu-rule").inputs.metricAlarmRuleId;
    };
    const [one, same, other] = [await idIn("one"), await idIn("one"), await idIn("other")];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe("contacts and groups", () => {
  test("always write their language and keep what is secret", () => {
    expect(named(plan, "person-contact").inputs).toEqual({
      alarmContactName: "person",
      describe: "person",
      channelsMail: "p@example.com",
      channelsSms: SECRETS.phone,
      lang: "en",
    });
    expect(named(plan, "person-contact").secrets).toEqual(["channelsSms"]);
    expect(named(plan, "robot-contact").inputs.lang).toBe("zh-cn");
    expect(named(plan, "robot-contact").secrets).toEqual(["channelsDingWebHook"]);
  });

  test("never hide changes of a channel, which would drop it with the next update", () => {
    expect(named(plan, "person-contact").options.ignoreChanges).toEqual([]);
  });

  test("a contact may be the receiver's own callback", () => {
    expect(named(plan, "robot-contact").inputs.channelsDingWebHook).toMatch(
      /\/callbacks\/production\?token=/,
    );
  });

  test("a group holds nothing but its members, sorted", () => {
    expect(named(plan, "group-group").inputs).toEqual({
      alarmContactGroupName: "group",
      contacts: ["person", "robot"],
    });
  });

  test("give way before one of the same name is made", () => {
    expect(named(plan, "group-group").options.deleteBeforeReplace).toBe(true);
    expect(named(plan, "person-contact").options.deleteBeforeReplace).toBe(true);
  });
});

describe("the receiver", () => {
  const script = () => named(plan, "relay-script");
  const bindings = () =>
    script().inputs.bindings as { name: string; type: string; text?: string; json?: string }[];

  test("has its bindings sorted, secrets apart from one readable configuration", () => {
    expect(bindings().map(({ name, type }) => `${name} ${type}`)).toEqual([
      "CALLBACK_SECRET secret_text",
      "CONFIG json",
      "DELIVERY durable_object_namespace",
      "DESTINATION_HOOK secret_text",
      "DESTINATION_ITOC secret_text",
      "LEDGER durable_object_namespace",
    ]);
    expect(script().secrets).toEqual(["bindings.0.text", "bindings.3.text", "bindings.4.text"]);
    const json = bindings()[1]?.json ?? "";
    for (const secret of [...Object.values(SECRETS), "whsec_", "secret-path"])
      expect(json).not.toContain(secret);
    expect(parseConfig(JSON.parse(json))).toMatchObject({ ok: true });
    expect(JSON.parse(json)).toMatchObject({
      destinations: { hook: { kind: "webhook", severities: { "no-data": "INFO" } } },
      sources: {
        production: { generation: 2, deliverTo: ["itoc", "hook"], language: "en" },
        staging: { language: "zh", severities: { hook: { warn: "INFO" } } },
      },
    });
  });

  test("logs what the Worker says, and no URLs of callbacks, which hold their tokens", () => {
    for (const name of ["relay-script", `relay-objects-${lastTag()}`])
      expect(named(plan, name).inputs.observability).toEqual({
        enabled: true,
        logs: { enabled: true, invocationLogs: false },
      });
  });

  test("has its objects looked after every five minutes", () => {
    expect(named(plan, "relay-cron").inputs).toEqual({
      accountId: "0".repeat(32),
      scriptName: "relay",
      schedules: [{ cron: "*/5 * * * *" }],
    });
  });

  test("is protected, so that the stored incidents and the address are", () => {
    expect(script().options.protect).toBe(true);
    expect(named(plan, "relay-domain-alerts.example.com").options.protect).toBe(true);
  });

  test("is uploaded once before with every migration that Cloudflare lacks, frozen and never deleted", () => {
    const objects = named(plan, `relay-objects-${lastTag()}`);
    expect(objects.inputs.migrations).toEqual({
      newTag: lastTag(),
      steps: MIGRATIONS.map(({ tag, ...changes }) => changes),
    });
    expect(objects.options).toMatchObject({ ignoreChanges: ["*"], retainOnDelete: true, protect: false });
    expect(objects.secrets).toEqual([]);
    expect(objects.inputs.keepBindings).toEqual(["json", "secret_text"]);
    const bound = (script().inputs.bindings as { className?: string }[]).filter(({ className }) => className);
    expect(objects.inputs.bindings).toEqual(bound);
    expect(objects.inputs.content).toBe(script().inputs.content);
    expect(script().inputs.migrations).toBeUndefined();
    expect(script().dependencies).toContain(objects.urn);
  });

  test("binds the classes that exist after its migrations, and no others", () => {
    const existing = new Set<string>();
    for (const { newSqliteClasses = [], deletedClasses = [], renamedClasses = [] } of MIGRATIONS) {
      for (const name of newSqliteClasses) existing.add(name);
      for (const { from, to } of renamedClasses) existing.add(to).delete(from);
      for (const name of deletedClasses) existing.delete(name);
    }
    expect(new Set(Object.values(OBJECTS))).toEqual(existing);
  });

  test("says nothing of migrations that Cloudflare has, as after lost state", async () => {
    const lookup = () => ({ results: [{ id: "other" }, { id: "relay", migrationTag: lastTag() }] });
    const lookups = { "cloudflare:index/getWorkersScripts:getWorkersScripts": lookup };
    const again = await evaluateInline(() => new AlertReceiver("relay", receiverArgs), { lookups });
    expect(named(again, `relay-objects-${lastTag()}`).inputs.migrations).toBeUndefined();
  });

  test("gives the migrations after the one that Cloudflare has, as one", () => {
    const steps = [{ newSqliteClasses: ["A"] }, { newSqliteClasses: ["B"] }, { deletedClasses: ["A"] }];
    const three = steps.map((step, index) => ({ tag: `v${index + 1}`, ...step }));
    expect(lackingMigrations(undefined, three)).toEqual({ newTag: "v3", steps });
    expect(lackingMigrations("v1", three)).toEqual({ oldTag: "v1", newTag: "v3", steps: steps.slice(1) });
    expect(lackingMigrations("v3", three)).toBeUndefined();
    expect(() => lackingMigrations("v4", three)).toThrow('has the Durable Object migration "v4"');
  });

  test("refuses to go back behind a migration that it does not know", async () => {
    const lookup = () => ({ results: [{ id: "relay", migrationTag: "v99" }] });
    const lookups = { "cloudflare:index/getWorkersScripts:getWorkersScripts": lookup };
    await expect(evaluateProgram("rules", {}, { lookups })).rejects.toThrow(
      'has the Durable Object migration "v99"',
    );
  });

  test("gives each source a callback URL of its own, secret and under 200 characters", async () => {
    const urls = plan.outputs.callbackUrls as Record<string, string>;
    expect(plan.secretOutputs).toContain("callbackUrls");
    expect(urls.production).toBe(
      `https://alerts.example.com/callbacks/production?token=${sourceToken(SECRETS.callbackSecret, "production", 2)}`,
    );
    expect(Object.keys(urls)).toEqual(["production", "staging"]);
    for (const url of Object.values(urls)) expect(url.length).toBeLessThan(200);
  });

  test("uploads the same bytes at every evaluation, whatever its destinations", async () => {
    const again = await evaluateProgram("rules");
    expect(named(again, "relay-script").inputs).toEqual(script().inputs);
    const abroad = await evaluateProgram("workers-dev", { region: "eu-central-1" });
    expect(named(abroad, "relay-script").inputs.content).toBe(script().inputs.content);
  });
});

describe("a receiver on workers.dev", () => {
  test("is published there, without previews, and may be left unprotected", async () => {
    const abroad = await evaluateProgram("workers-dev", { region: "eu-central-1" });
    expect(named(abroad, "relay-subdomain").inputs).toEqual({
      accountId: "0".repeat(32),
      scriptName: "relay",
      enabled: true,
      previewsEnabled: false,
    });
    expect(named(abroad, "relay-script").options.protect).toBe(false);
    expect(named(abroad, "cpu-rule").inputs.webhook).toMatch(
      /^https:\/\/relay\.acme\.workers\.dev\/callbacks\/abroad\?token=[\w-]{32}&rule=cpu$/,
    );
  });

  test("is refused by a rule whose own provider is in China", async () => {
    await expect(evaluateProgram("workers-dev", { region: "cn-shanghai" })).rejects.toThrow(
      'MetricRule "cpu": callback is on workers.dev, but the rule is in cn-shanghai: workers.dev does not resolve in mainland China',
    );
  });
});

test("nothing secret stands in the open anywhere in the plan", () => {
  for (const resource of plan.resources) {
    // The Worker's code is everybody's.
    const { content, ...inputs } = resource.inputs;
    const open = JSON.stringify(without(inputs, resource.secrets ?? []));
    for (const secret of [...Object.values(SECRETS), "token=", "whsec_", "secret-path", "vendor-secret"]) {
      expect(open, resource.urn).not.toContain(secret);
    }
  }
});

/** The inputs with the values at secret paths taken out. */
function without(inputs: Record<string, unknown>, secrets: string[]): unknown {
  const copy = structuredClone(inputs);
  for (const path of secrets) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const parent = names.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], copy);
    (parent as Record<string, unknown>)[last] = "(secret)";
  }
  return copy;
}
