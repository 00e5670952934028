import { metrics, RuleLevel } from "../../../components/index.ts";
import { type Cases, condition, type Given } from "../kit.ts";

const joined =
  (metric: (typeof metrics.ecs)[keyof typeof metrics.ecs]) =>
  ({ rule }: Given) =>
    rule({
      critical: undefined,
      composite: { level: RuleLevel.Critical, conditions: [condition, { ...condition, metric }] },
    });

const raw =
  (text: string) =>
  ({ rule }: Given) =>
    rule({ critical: undefined, composite: { level: RuleLevel.Critical, raw: text } });

export const cases: Cases = {
  finds: {
    "a metric of instances and one of disks": [
      joined(metrics.ecs.diskusage_utilization),
      "composite.conditions[1].metric",
      "diskusage_utilization for each instanceId, device",
    ],
    "a metric of disks within an expression": [
      raw("$Average > 50 && @diskusage_utilization[60].$Average > 90"),
      "composite.raw",
      "joins diskusage_utilization for each instanceId, device with CPUUtilization for each instanceId",
    ],
    "a dimension that another metric does not have": [
      raw("$Average > 50 && @memory_usedutilization[60].$device != 'vda'"),
      "composite.raw",
      "compares $device, which is neither a dimension of memory_usedutilization nor a statistic",
    ],
    "a dimension that the metric does not have": [
      raw("$Average > 50 && $device != 'vda'"),
      "composite.raw",
      "compares $device, which is neither a dimension of CPUUtilization nor a statistic",
    ],
  },
  quiet: {
    "two metrics of instances": joined(metrics.ecs.memory_usedutilization),
    "members of the metrics that they stand behind": raw(
      "@memory_usedutilization[60].$instanceId != 'i-1' && $ErrorCodeMaximum > 5 && $reportTime > 0",
    ),
  },
};
