import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { Comparison } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

const cpu = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" };
const connections = { namespace: "acs_slb_dashboard", metricName: "InstanceQps" };

export const cases: Cases = {
  finds: {
    "a percentage above 100": [
      ({ rule }) => rule({ metric: cpu, critical: { ...level, threshold: 900 } }),
      "critical.threshold",
      "from 0 to 100",
    ],
    "a rate below 0": [
      ({ rule }) => rule({ metric: connections, critical: { ...level, threshold: -1 } }),
      "critical.threshold",
      "never negative",
    ],
    "a percentage in the older resource": [
      ({ contactGroups }) =>
        new Alarm("old", {
          name: "old",
          project: cpu.namespace,
          metric: cpu.metricName,
          contactGroups,
          escalationsCritical: { comparisonOperator: ">=", statistics: "Average", threshold: "150" },
        }),
      "critical.threshold",
      "compares CPUUtilization with 150, but it is in % and so from 0 to 100",
    ],
  },
  quiet: {
    "a change in percent": ({ rule }) =>
      rule({ metric: cpu, critical: { comparison: Comparison.AboveYesterday, threshold: 300 } }),
    "a temperature": ({ rule }) =>
      rule({
        metric: { namespace: "acs_ecs_dashboard", metricName: "gpu_gpu_temperature" },
        critical: { ...level, threshold: -5 },
      }),
  },
};
