import { metrics, Statistic } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "one minute of processor time": [
      ({ rule }) => rule({ critical: { ...level, times: 1 } }),
      "critical.times",
      "after a single value of CPUUtilization",
    ],
  },
  quiet: {
    "three minutes": ({ rule }) => rule({}),
    "one period of five minutes": ({ rule }) =>
      rule({ period: "5 minutes", critical: { ...level, times: 1 } }),
    "a disk, which fills slowly": ({ rule }) =>
      rule({ metric: metrics.ecs.diskusage_utilization, critical: { ...level, times: 1 } }),
    "the least value of a minute": ({ rule }) =>
      rule({ critical: { ...level, times: 1, statistic: Statistic.Minimum } }),
  },
};
