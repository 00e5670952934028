import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ConsoleSite,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
  NoDataPolicy,
  Statistic,
} from "./components/index.ts";

const config = new pulumi.Config();

// The Worker that receives the callbacks, and where it takes them.
const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: config.require("hostname"),
  destinations: {
    itoc360: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itoc360Token") },
    ilert: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") },
    flashduty: { kind: DestinationKind.Flashduty, credential: config.requireSecret("flashdutyKey") },
  },
  sources: {
    production: { deliverTo: ["itoc360", "ilert", "flashduty"], console: ConsoleSite.International },
  },
});
const callback = receiver.callback("production");

// Who CloudMonitor itself notifies, beside the callbacks.
const onCallMail = new AlertContact("on-call-mail", { mail: config.require("onCallMail") });
const onCall = new ContactGroup("on-call", { contacts: [onCallMail.contactName] });
const notify = { contactGroups: [onCall.groupName], callback };

new MetricRule("ecs-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  noDataPolicy: NoDataPolicy.Alert,
  ...notify,
});

new MetricRule("ecs-disk", {
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 95, times: 2 },
  warn: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  mutePeriod: "6 hours",
  ...notify,
});

new MetricRule("rds-connections", {
  metric: metrics.rds.ConnectionUsage,
  critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 90, times: 3 },
  warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 75, times: 5 },
  mutePeriod: "30 minutes",
  ...notify,
});

new MetricRule("slb-unhealthy-servers", {
  metric: metrics.slb.UnhealthyServerCount,
  critical: { statistic: Statistic.Minimum, comparison: Comparison.AtLeast, threshold: 2, times: 3 },
  info: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 1, times: 5 },
  mutePeriod: "15 minutes",
  ...notify,
});

/** Address of the receiver. */
export const url = receiver.url;
/** Secret: `pulumi stack output callbackUrls --show-secrets`, for what is set up by hand in the console. */
export const callbackUrls = receiver.callbackUrls;
/** Secret: tells each source's latest event time, open incidents, waiting deliveries and dead letters. */
export const statusUrl = receiver.statusUrl;
