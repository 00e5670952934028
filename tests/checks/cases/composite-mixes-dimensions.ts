import { metrics, RuleLevel } from "../../../components/index.ts";
import { type Cases, type Given, level } from "../kit.ts";

const joined =
  (metric: (typeof metrics.ecs)[keyof typeof metrics.ecs]) =>
  ({ rule }: Given) =>
    rule({
      critical: undefined,
      composite: { level: RuleLevel.Critical, conditions: [level, { ...level, metric }] },
    });

export const cases: Cases = {
  finds: {
    "a metric of instances and one of disks": [
      joined(metrics.ecs.diskusage_utilization),
      "composite.conditions[1].metric",
      "diskusage_utilization for each instanceId, device",
    ],
    "a dimension that the metric does not have": [
      ({ rule }) =>
        rule({
          critical: undefined,
          composite: { level: RuleLevel.Critical, raw: "$Average > 50 && $device != 'vda'" },
        }),
      "composite.raw",
      "compares $device, which is neither a dimension of CPUUtilization nor a statistic",
    ],
  },
  quiet: { "two metrics of instances": joined(metrics.ecs.memory_usedutilization) },
};
