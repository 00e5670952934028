import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  Join,
  Language,
  MetricRule,
  type MetricRuleArgs,
  metrics,
  NoDataPolicy,
  RuleLevel,
  Statistic,
} from "../../components/index.ts";

/** Many rules, each with something of its own, for tests of what they declare. `variants` change the first one. */
const config = new pulumi.Config();
const variants = JSON.parse(config.get("variants") ?? "[]") as Partial<MetricRuleArgs>[];

const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    itoc: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itocToken") },
    hook: {
      kind: DestinationKind.Webhook,
      credential: `whsec_${"YWFh".repeat(10)}`,
      url: "https://hooks.example.com/secret-path",
      severities: { noData: "INFO" },
    },
  },
  sources: {
    production: { deliverTo: ["itoc", "hook"], generation: 2 },
    staging: { deliverTo: ["hook"], language: Language.Chinese, severities: { hook: { warn: "INFO" } } },
  },
});

const person = new AlertContact("person", { mail: "p@example.com", phone: config.requireSecret("phone") });
const robot = new AlertContact("robot", {
  dingTalkWebhook: receiver.callback("production"),
  language: Language.Chinese,
});
const group = new ContactGroup("group", { contacts: [robot.contactName, person.contactName] });
const other = new ContactGroup("another-group", { contacts: [person.contactName] });

const level = { comparison: Comparison.AtLeast, threshold: 90 };

const plain: MetricRuleArgs = {
  metric: metrics.ecs.CPUUtilization,
  critical: level,
  contactGroups: [group.groupName],
  callback: receiver.callback("production"),
};
new MetricRule("changed", plain);
for (const [index, variant] of variants.entries()) {
  // Of another account: in one, no two rules have one key.
  const providers = [new Provider(`account-${index}`, {})];
  new MetricRule(
    `variant-${index}`,
    { ...plain, key: "changed", ruleName: "changed", ...variant },
    { providers },
  );
}

new MetricRule("everything", {
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.Above, threshold: 97.5, times: 2 },
  warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  info: { statistic: Statistic.Minimum, comparison: Comparison.AtMost, threshold: 1, times: 10 },
  resources: [
    { instanceId: "i-2", device: "/dev/vdb" },
    { device: "/dev/vda", instanceId: "i-1" },
  ],
  contactGroups: [group.groupName, other.groupName],
  callback: receiver.callback("staging"),
  ruleName: "磁盘使用率",
  key: "disk",
  period: "5 minutes",
  mutePeriod: "6 hours",
  effectiveInterval: "08:00-20:00 +0800",
  noEffectiveInterval: "12:00-13:00",
  noDataPolicy: NoDataPolicy.Alert,
  sendRecovery: false,
  labels: { team: "sre", app: "shop" },
  emailSubject: "disk",
  interval: "2 minutes",
  enabled: false,
});

new MetricRule("hybrid", {
  ...plain,
  critical: undefined,
  metric: { namespace: "acs_prometheus", metricName: "shop" },
  promql: {
    query: "sum(rate(errors_total[5m])) by (pod) > 3",
    level: RuleLevel.Warn,
    annotations: { summary: "{{ $labels.pod }}", dashboard: "https://g.example.com/d/1" },
  },
});
new MetricRule("composite", {
  ...plain,
  critical: undefined,
  composite: {
    level: RuleLevel.Critical,
    times: 2,
    join: Join.Any,
    conditions: [
      { comparison: Comparison.AtLeast, threshold: 90 },
      {
        metric: metrics.ecs.load_5m,
        statistic: Statistic.Maximum,
        comparison: Comparison.AtLeast,
        threshold: 16,
        period: "5m",
      },
    ],
  },
});
new MetricRule("raw", {
  ...plain,
  critical: undefined,
  composite: { level: RuleLevel.Warn, raw: "$Average > ($instanceId == 'i-x' ? 80 : 50)" },
  labels: { team: "sre" },
  carryLabels: false,
});
new MetricRule("past", {
  ...plain,
  critical: undefined,
  warn: { comparison: Comparison.AboveLastWeek, threshold: 150 },
  owner: "sre",
  runbook: "https://r.example.com/cpu",
});

new MetricRule("elsewhere", {
  metric: { namespace: "acs_new_product", metricName: "NewMetric" },
  warn: level,
  contactGroups: ["made-by-hand"],
  callback: "https://vendor.example.com/in?key=vendor-secret",
});

const germany = new Provider("frankfurt", { region: "eu-central-1" });
new MetricRule(
  "germany",
  { metric: metrics.slb.UnhealthyServerCount, info: level, contactGroups: [group.groupName] },
  { providers: [germany] },
);

export const callbackUrls = receiver.callbackUrls;
