import { Comparison, metrics, NoDataPolicy } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

const healthy = {
  metric: metrics.slb.HeathyServerCount,
  critical: { ...level, comparison: Comparison.Below, threshold: 1 },
};

export const cases: Cases = {
  finds: {
    "healthy servers, with the default": [
      ({ rule }) => rule(healthy),
      "noDataPolicy",
      "stays quiet when that stops arriving",
    ],
  },
  quiet: {
    "healthy servers, with a policy": ({ rule }) => rule({ ...healthy, noDataPolicy: NoDataPolicy.Alert }),
    "processor time": ({ rule }) => rule({}),
  },
};
