import * as pulumi from "@pulumi/pulumi";
import { Comparison, MetricRule, metrics } from "../../components/index.ts";

/** A mistake that only shows when an output resolves. */
new MetricRule("late", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  contactGroups: [pulumi.output("a,b")],
});
