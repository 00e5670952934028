import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { Namespace } from "@pulumi/alicloud/cms/namespace.js";
import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  ApplicationGroup,
  Comparison,
  ContactGroup,
  DestinationKind,
  EventRule,
  events,
  GroupMetricRule,
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

/** Something of every kind that a program can declare, for what all commands have to see alike. */
const config = new pulumi.Config();
const threshold = config.requireNumber("threshold");

const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  destinations: { pager: { kind: DestinationKind.Itoc360, credential: config.requireSecret("token") } },
  sources: {
    production: {
      deliverTo: ["pager"],
      // More than one binding holds.
      routes: Array.from({ length: 61 }, (_, index) => ({
        name: `team-${index}`,
        namespaces: [`acs_service_of_team_${index}_*`],
        deliverTo: ["pager"],
      })),
    },
  },
});

const mail = new AlertContact("mail", { mail: "on-call@example.com" });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const common = { contactGroups: [onCall.groupName], callback: receiver.callback("production") };
const metric = metrics.ecs.CPUUtilization;
const critical = { comparison: Comparison.AtLeast, threshold, times: 3 };

new MetricRule("cpu", { metric, critical, ...common });

new MetricRule("both", {
  metric,
  composite: {
    level: RuleLevel.Critical,
    join: Join.All,
    conditions: [
      { metric, comparison: Comparison.AtLeast, threshold },
      { metric: metrics.ecs.memory_usedutilization, comparison: Comparison.AtLeast, threshold },
    ],
  },
  ...common,
});

const shop = new ApplicationGroup("shop", {
  members: [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }],
  contactGroups: [onCall.groupName],
});
new GroupMetricRule("members", { group: shop.groupId, metric, critical, ...common });

new Alarm("older", {
  name: "older",
  project: metric.namespace,
  metric: metric.metricName,
  metricDimensions: '[{"instanceId":"i-1"}]',
  period: 60,
  contactGroups: [onCall.groupName],
  escalationsCritical: {
    comparisonOperator: ">=",
    statistics: "Average",
    threshold: String(threshold),
    times: 3,
  },
  webhook: common.callback,
});

new EventRule("failover", {
  events: [events.rds.Instance_Failover],
  openFor: `${threshold} minutes`,
  ...common,
});

const webhook = new PrometheusWebhook("pager", {
  workspace: "default",
  region: "cn-hangzhou",
  callback: common.callback,
});
new PrometheusRule("down", {
  workspace: "default",
  instanceId: "rw-1",
  webhooks: [webhook.webhookId],
  expr: `up * 100 < ${threshold}`,
  severity: PrometheusSeverity.Critical,
});

new Silence("night", { resources: [{ instanceId: "i-2" }], metrics: [metric] });

new SiteMonitor("site", { address: "https://example.com", taskName: `site_${threshold}` });

new Namespace("own", { namespace: "own" });
