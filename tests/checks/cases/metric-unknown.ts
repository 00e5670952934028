import { metrics } from "../../../components/index.ts";
import { type Cases, condition } from "../kit.ts";

const misspelt = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilisation" };

export const cases: Cases = {
  finds: {
    "a misspelt metric": [({ rule }) => rule({ metric: misspelt }), "metric", "did you mean CPUUtilization?"],
    "a misspelt metric in a condition": [
      ({ rule }) =>
        rule({
          critical: undefined,
          composite: { level: "CRITICAL", conditions: [condition, { ...condition, metric: misspelt }] },
        }),
      "composite.conditions[1].metric",
      "watches CPUUtilisation",
    ],
    "a misspelt metric in a raw expression": [
      ({ rule }) =>
        rule({
          critical: undefined,
          composite: { level: "CRITICAL", raw: "@CPUUtilisation[60].$Average > 90" },
        }),
      "composite.raw",
      "watches CPUUtilisation",
    ],
  },
  quiet: {
    "a catalogued metric": ({ rule }) => rule({ metric: metrics.rds.CpuUsage }),
    "a namespace that the catalogue does not have": ({ rule }) =>
      rule({ metric: { namespace: "acs_new_product", metricName: "anything" } }),
  },
};
