import { Statistic } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

const metric = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" };

export const cases: Cases = {
  finds: {
    "a sum of percentages": [
      ({ rule }) => rule({ metric, critical: { ...level, statistic: Statistic.Sum } }),
      "critical.statistic",
      "which offers Average, Minimum, Maximum",
    ],
  },
  quiet: {
    "one that is offered": ({ rule }) =>
      rule({ metric, critical: { ...level, statistic: Statistic.Maximum } }),
    "a metric that nobody knows": ({ rule }) =>
      rule({
        metric: { namespace: "acs_new", metricName: "m" },
        critical: { ...level, statistic: Statistic.Sum },
      }),
  },
};
