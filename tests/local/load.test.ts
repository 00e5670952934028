import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { MetricRuleBlackList } from "@pulumi/alicloud/cms/metricRuleBlackList.js";
import { describe, expect, test } from "vitest";
import {
  AlertContact,
  ApplicationGroup,
  ContactGroup,
  EventRule,
  events,
  GroupMetricRule,
  MetricRule,
  metrics,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  Silence,
  SiteMonitor,
} from "../../components/index.ts";
import { memoryApi } from "../../local/cloudmonitor/memory.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { loaded } from "../programs/evaluate.ts";

const cpu = metrics.ecs.CPUUtilization;
const critical = { comparison: "GreaterThanOrEqualToThreshold", threshold: 90 } as const;

/** Something of every kind, with a token that differs from run to run, as a made-up one does. */
function declare(token: string): void {
  const callback = `https://alerts.example.com/callbacks/production?token=${token}`;
  const mail = new AlertContact("mail", { mail: "a@example.com", dingTalkWebhook: callback });
  const group = new ContactGroup("on-call", { contacts: [mail.contactName] });
  const common = { contactGroups: [group.groupName], callback };
  new MetricRule("cpu", { metric: cpu, critical, ...common, enabled: false, labels: { team: "web" } });
  new Alarm("old", {
    name: "old",
    project: cpu.namespace,
    metric: cpu.metricName,
    metricDimensions: '[{"instanceId":"i-1"}]',
    contactGroups: ["on-call"],
    escalationsWarn: { comparisonOperator: "<=", statistics: "Minimum", threshold: "5", times: 2 },
    tags: { team: "web" },
    webhook: callback,
  });
  const shop = new ApplicationGroup("shop", {
    members: [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }],
    contactGroups: [group.groupName],
  });
  const tagged = new ApplicationGroup("tagged", {
    tag: { key: "app", value: "shop" },
    contactGroups: [group.groupName],
  });
  new GroupMetricRule("members", { group: shop.groupId, metric: cpu, critical, ...common });
  new GroupMetricRule("by-tag", { group: tagged.groupId, metric: cpu, critical, ...common });
  new GroupMetricRule("foreign", { group: "4711", metric: cpu, critical, ...common });
  new EventRule("failover", { events: [events.rds.Instance_Failover], group: shop.groupId, ...common });
  new Silence("night", { resources: [{ instanceId: "i-1" }], metrics: [cpu], groups: [shop.groupId] });
  new MetricRuleBlackList("off", {
    metricRuleBlackListName: "off",
    namespace: cpu.namespace,
    category: "ecs",
    instances: ['{"instanceId":"i-2"}'],
    isEnable: false,
  });
  new SiteMonitor("page", { address: "https://example.com", enabled: false, rule: common });
  const webhook = new PrometheusWebhook("pager", { workspace: "w", callback, region: "cn-hangzhou" });
  new PrometheusRule("down", {
    workspace: "w",
    instanceId: "rw-1",
    webhooks: [webhook.webhookId],
    expr: "up == 0",
    severity: PrometheusSeverity.Critical,
  });
}

/** What there is of each kind, without the hashes of what replaces it. */
function held({ account, ...region }: ReturnType<typeof loaded>) {
  const plain = (ids: Iterable<string>) => [...ids].map((id) => id.replace(/--[0-9a-f]{10}$/, ""));
  return {
    contacts: [...account.contacts.keys()],
    contactGroups: [...account.groups.keys()],
    rules: plain(region.rules.keys()),
    groups: [...region.monitorGroups.values()].map(({ name }) => name),
    events: plain(region.eventRules.keys()),
    silences: plain([...region.blackLists.values()].map(({ name }) => name)),
    prometheus: plain([...region.alertRules.values()].map(({ displayName }) => String(displayName))),
    siteMonitors: [...region.siteMonitors.values()].map(({ taskId, enabled }) => `${taskId} ${enabled}`),
    webhooks: [...region.webhooks.keys()].map((id) => id.replace(/-[0-9a-f]{10}$/, "")),
  };
}

const ALL = {
  contacts: ["mail"],
  contactGroups: ["on-call"],
  rules: ["cpu", "page", "old-id", "by-tag", "foreign", "members"],
  siteMonitors: ["page-task-anywhere-id false"],
  groups: ["shop", "app-shop", "4711"],
  events: ["failover"],
  silences: ["off", "night"],
  prometheus: ["down"],
  webhooks: ["pager"],
};

describe("what a program declares, in the local CloudMonitor", () => {
  test("is all there, with ids of its own for application groups", async () => {
    const region = loaded(await evaluateInline(() => declare("one")));
    expect(held(region)).toEqual(ALL);
    const rule = (id: string) => [...region.rules.values()].find(({ ruleId }) => ruleId.startsWith(id));
    expect(rule("cpu")).toMatchObject({ enabled: false, labels: [{ Key: "team", Value: "web" }] });
    expect(rule("old")).toMatchObject({
      ruleName: "old",
      namespace: cpu.namespace,
      resources: '[{"instanceId":"i-1"}]',
      escalations: {
        Warn: { ComparisonOperator: "LessThanOrEqualToThreshold", Statistics: "Minimum", Threshold: "5" },
      },
      labels: [{ Key: "team", Value: "web" }],
      period: "300",
      enabled: true,
    });
    const [shop] = region.monitorGroups.values();
    const [off, silence] = region.blackLists.values();
    expect(rule("members")?.groupId).toBe(String(shop?.id));
    expect(silence?.scopeValue).toEqual([String(shop?.id)]);
    expect([...region.eventRules.values()][0]).toMatchObject({
      groupId: String(shop?.id),
      patterns: [{ Product: "RDS", NameList: expect.arrayContaining(["Instance_Failover"]) }],
      targets: {
        ContactParameters: [{ ContactGroupName: "on-call" }],
        WebhookParameters: [{ Id: "callback", Url: expect.stringContaining("token=one") }],
      },
    });
    expect([silence?.enabled, off?.enabled]).toEqual([true, false]);
    // A rule on members that nobody here knows watches everything; one on known members those.
    const watched = (id: string) => region.monitor.rules.get(rule(id)?.ruleId ?? "")?.resources;
    expect(watched("members")).toEqual([{ instanceId: "i-1" }]);
    expect([watched("by-tag"), watched("foreign")]).toEqual([undefined, undefined]);
  });

  test("takes the place of what an earlier run left in a state that was kept", async () => {
    const api = memoryApi("cn-hangzhou");
    loaded(await evaluateInline(() => declare("one")), api);
    const region = loaded(await evaluateInline(() => declare("two")), api);
    const sorted = (all: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, [...names].sort()]));
    expect(sorted(held(region))).toEqual(sorted(ALL));
    expect(JSON.stringify(region.snapshot())).not.toContain("token=one");
  });

  test("is refused as CloudMonitor would, by name", async () => {
    const plan = await evaluateInline(() => {
      new ServiceMetricAlarmRule("wrong", {
        metricAlarmRuleId: "wrong",
        ruleName: "wrong",
        namespace: cpu.namespace,
        metricName: cpu.metricName,
        contactGroups: "on-call",
        resources: "everything",
      });
    });
    expect(() => loaded(plan)).toThrow(
      'CloudMonitor refuses alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule "wrong": ',
    );
  });
});
