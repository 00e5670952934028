import { metrics } from "../../../components/index.ts";
import { type Cases, condition } from "../kit.ts";

const cpu = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization", periodSeconds: 1 };

export const cases: Cases = {
  finds: {
    "a shorter period": [
      ({ rule }) => rule({ metric: cpu, period: "30 seconds" }),
      "period",
      "has a period of 30 seconds, which is shorter than the 1 minute",
    ],
    "no multiple": [({ rule }) => rule({ metric: cpu, period: "90 seconds" }), "period", "is no multiple of"],
    "a condition's own": [
      ({ rule }) =>
        rule({
          critical: undefined,
          composite: {
            level: "WARN",
            conditions: [condition, { ...condition, metric: cpu, period: "90 seconds" }],
          },
        }),
      "composite.conditions[1].period",
      "is no multiple of",
    ],
  },
  quiet: {
    "a multiple": ({ rule }) => rule({ period: "5 minutes" }),
    "the metric's own": ({ rule }) =>
      rule({ metric: metrics.ecs.memory_usedutilization, period: "15 seconds" }),
  },
};
