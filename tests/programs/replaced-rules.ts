import * as pulumi from "@pulumi/pulumi";
import { Comparison, GroupMetricRule, MetricRule, metrics } from "../../components/index.ts";

// A rule of either kind whose change makes another of it.
const config = new pulumi.Config();
const level = { comparison: Comparison.AtLeast, threshold: 90 };
const common = {
  metric: metrics.ecs.CPUUtilization,
  critical: level,
  // Empty again once an update is reverted.
  ruleName: config.get("ruleName") || undefined,
  contactGroups: ["on-call"],
  callback: "https://alerts.example.com/callbacks/shop?token=made-up-token",
};
new MetricRule("cpu", common);
new GroupMetricRule("shop", { ...common, group: "4711" });
