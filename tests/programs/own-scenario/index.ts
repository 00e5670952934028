import {
  AlertReceiver,
  ApplicationGroup,
  Comparison,
  ContactGroup,
  DestinationKind,
  EventBridgeRule,
  EventRule,
  events,
  GroupMetricRule,
  Heartbeat,
  Join,
  MetricRule,
  metrics,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  RuleLevel,
  Silence,
  SiteMonitor,
} from "../../../components/index.ts";

/** A rule of every kind that a scenario of its own can show, and one for each reason not to. */
const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  destinations: {
    pager: { kind: DestinationKind.Itoc360, credential: "itoc-token-0001" },
    chat: {
      kind: DestinationKind.Webhook,
      credential: `whsec_${"YWFh".repeat(10)}`,
      url: "https://hooks.example.com/chat",
    },
  },
  sources: {
    production: {
      deliverTo: ["pager"],
      // Not all of it goes where the source says.
      routes: [{ name: "databases", namespaces: ["acs_rds_dashboard"], deliverTo: ["chat"] }],
      heartbeats: { hangzhou: { every: "1 hour", missing: 2 } },
    },
  },
});
const onCall = new ContactGroup("on-call", { contacts: ["made-by-hand"] });
const callback = receiver.callback("production");
const common = { contactGroups: [onCall.groupName], callback };
const cpu = { metric: metrics.ecs.CPUUtilization, ...common };
const critical = { comparison: Comparison.AtLeast, threshold: 90, times: 3 };

new MetricRule("levels", {
  ...cpu,
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  warn: { comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  info: { comparison: Comparison.AtLeast, threshold: 70, times: 5 },
});
new MetricRule("low", {
  ...common,
  metric: metrics.rds.CpuUsage,
  warn: { comparison: Comparison.Below, threshold: 1, times: 3 },
});
new MetricRule("last-week", {
  ...cpu,
  warn: { comparison: Comparison.AboveLastWeek, threshold: 50, times: 2 },
});
new MetricRule("last-period", {
  ...cpu,
  critical: { comparison: Comparison.BelowLastPeriod, threshold: 40, times: 2 },
});
new MetricRule("nightly", { ...cpu, critical, effectiveInterval: "22:00-06:00 +0800 dayofweek 6,7" });

const shop = new ApplicationGroup("shop", {
  members: [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }],
  contactGroups: [onCall.groupName],
});
new GroupMetricRule("members", { group: shop.groupId, ...cpu, critical });
new MetricRule("several", {
  ...cpu,
  composite: {
    level: RuleLevel.Critical,
    join: Join.All,
    conditions: [
      { metric: metrics.ecs.CPUUtilization, comparison: Comparison.AtLeast, threshold: 80 },
      { metric: metrics.ecs.memory_usedutilization, comparison: Comparison.Below, threshold: 20 },
    ],
  },
});
new MetricRule("expression", {
  ...cpu,
  composite: { level: RuleLevel.Info, raw: "@CPUUtilization[60].$Average > 60 && @load_5m[60].$Average > 4" },
});
new MetricRule("hybrid", {
  ...common,
  metric: { namespace: "acs_prometheus", metricName: "shop" },
  promql: { query: "sum(rate(errors_total[5m])) by (pod) > 3", level: RuleLevel.Warn },
});
new SiteMonitor("site", { address: "https://example.com", rule: common });

new EventRule("stalled", {
  events: [events.ecs.Disk_Stalled_Executing, events.ecs.Disk_Stalled_Executed],
  ...common,
});
new EventRule("failover", { events: [events.rds.Instance_Failover], openFor: "30 minutes", ...common });
new EventBridgeRule("bus", {
  events: [
    events.ecs.Instance_SystemFailure_Reboot_Executing,
    events.ecs.Instance_SystemFailure_Reboot_Executed,
  ],
  callback,
});
const webhook = new PrometheusWebhook("pager", { workspace: "default", region: "cn-hangzhou", callback });
new PrometheusRule("pods-down", {
  workspace: "default",
  instanceId: "rw-1",
  webhooks: [webhook.webhookId],
  expr: "up < 1",
  severity: PrometheusSeverity.Error,
});
new Heartbeat("hangzhou", {
  callback,
  metric: metrics.ecs.CPUUtilization,
  resource: { instanceId: "i-bastion" },
});

// What can't be shown.
new MetricRule("off", { ...cpu, critical, enabled: false });
new MetricRule("never-ends", { ...cpu, critical, sendRecovery: false });
new MetricRule("nowhere", { ...cpu, critical, callback: "https://elsewhere.example.com/hook" });
new MetricRule("impossible", {
  ...cpu,
  composite: { level: RuleLevel.Info, raw: "$Average > 60 && $Average < 50" },
});
new MetricRule("silenced", { ...cpu, critical, resources: [{ instanceId: "i-silent" }] });
new Silence("forever", { resources: [{ instanceId: "i-silent" }], metrics: [metrics.ecs.CPUUtilization] });
