import * as pulumi from "@pulumi/pulumi";
import {
  Comparison,
  Join,
  MetricRule,
  metrics,
  NoDataPolicy,
  RuleLevel,
  Statistic,
} from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");
const notify = { contactGroups: ["on-call"], callback };

new MetricRule("ecs-disk", {
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 95, times: 2 },
  warn: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  resources: [{ instanceId: "i-bp1db", device: "/dev/vda1" }],
  noDataPolicy: NoDataPolicy.Alert,
  mutePeriod: "6 hours",
  runbook: "https://r.example.com/disk",
  ...notify,
});

// Busy and slow at once.
new MetricRule("ecs-overloaded", {
  metric: metrics.ecs.CPUUtilization,
  composite: {
    level: RuleLevel.Critical,
    join: Join.All,
    conditions: [
      { comparison: Comparison.AtLeast, threshold: 90 },
      { metric: metrics.ecs.load_5m, comparison: Comparison.AtLeast, threshold: 16 },
    ],
  },
  ...notify,
});

// Half of what came in at the same time last week.
new MetricRule("slb-traffic-gone", {
  metric: metrics.slb.TrafficRXNew,
  warn: { comparison: Comparison.BelowLastWeek, threshold: 50, preCondition: "$Average>1000000" },
  ...notify,
});
