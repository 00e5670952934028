import * as pulumi from "@pulumi/pulumi";
import { ApplicationGroup, Comparison, GroupMetricRule, metrics, Statistic } from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");

const shop = new ApplicationGroup("shop", {
  tag: { key: "app", value: "shop" },
  contactGroups: ["on-call"],
});
const common = { group: shop.groupId, contactGroups: ["on-call"], callback };

new GroupMetricRule("shop-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  warn: { comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  ...common,
});

new GroupMetricRule("shop-system-disk", {
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 95, times: 2 },
  dimensions: { device: "/dev/vda1" },
  ...common,
});
