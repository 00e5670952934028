import { PrometheusRule, PrometheusSeverity } from "../../../components/index.ts";
import { type Cases, type Given, level } from "../kit.ts";

const prometheus = (severity: PrometheusSeverity) => (given: Given) =>
  new PrometheusRule("pods", {
    workspace: "default",
    instanceId: "rw-1",
    expr: "up == 0",
    severity,
    for: "1 hour",
    webhooks: ["hook"],
    ...(given.checks && { checks: given.checks }),
  });

export const cases: Cases = {
  finds: {
    "critical after 45 minutes": [
      ({ rule }) => rule({ critical: { ...level, times: 45 } }),
      "critical.times",
      "held for 45 minutes; up to 30 minutes",
    ],
    "critical after seven periods of 5 minutes": [
      ({ rule }) => rule({ period: "5 minutes", critical: { ...level, times: 7 } }),
      "critical.times",
      "held for 35 minutes",
    ],
    "an hour of PromQL": [prometheus(PrometheusSeverity.Critical), "for", "held for 1 hour"],
  },
  quiet: {
    "critical after half an hour": ({ rule }) => rule({ critical: { ...level, times: 30 } }),
    "a patient warn": ({ rule }) => rule({ warn: { ...level, threshold: 80, times: 90 } }),
    "an hour of a warning": prometheus(PrometheusSeverity.Warning),
  },
};
