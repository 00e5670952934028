import { PrometheusRule, PrometheusSeverity } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

const prometheus = (effectiveInterval: string) => () =>
  new PrometheusRule("down", {
    workspace: "default-cms",
    instanceId: "rw-1",
    expr: "up == 0",
    severity: PrometheusSeverity.Critical,
    webhooks: ["relay-hook"],
    effectiveInterval,
  });

export const cases: Cases = {
  finds: {
    "office hours": [
      ({ rule }) => rule({ effectiveInterval: "09:00-18:00 +0800 dayofweek 1,2,3,4,5" }),
      "effectiveInterval",
      'sends nothing outside "09:00-18:00',
    ],
    "a quiet hour": [
      ({ rule }) => rule({ noEffectiveInterval: "03:00-04:00" }),
      "noEffectiveInterval",
      "leaves its incident open",
    ],
    "a rule on Prometheus": [
      prometheus("09:00-18:00 dayofweek 1,2,3,4,5"),
      "effectiveInterval",
      'sends nothing outside "09:00-18:00 dayofweek 1,2,3,4,5"',
    ],
  },
  quiet: {
    "the whole day": ({ rule }) => rule({ effectiveInterval: "00:00-23:59 +0800" }),
    "the whole day of Prometheus, somewhere else": prometheus("00:00-23:59 +0100"),
    "a rule that opens no incident": ({ rule }) =>
      rule({ effectiveInterval: "09:00-18:00", callback: undefined }),
  },
};
