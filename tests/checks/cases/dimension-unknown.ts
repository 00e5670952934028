import { metrics } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

const metric = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" };

export const cases: Cases = {
  finds: {
    "a misspelt dimension": [
      ({ rule }) => rule({ metric, resources: [{ instanceId: "i-1" }, { instanceld: "i-2" }] }),
      "resources",
      "did you mean instanceId?",
    ],
  },
  quiet: {
    "the metric's own": ({ rule }) => rule({ metric, resources: [{ instanceId: "i-1", userId: "1" }] }),
    "every resource": ({ rule }) => rule({ metric: metrics.ecs.CPUUtilization }),
  },
};
