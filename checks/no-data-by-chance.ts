import { NoDataPolicy } from "../components/enums.ts";
import type { Check } from "./support/check.ts";

/** Metrics that say whether something is there at all: when it is gone, so are they. */
const AVAILABILITY: Record<string, readonly string[]> = {
  acs_slb_dashboard: ["HeathyServerCount"],
  acs_alb: ["LoadBalancerHealthyHostCount"],
  acs_oss_dashboard: ["Availability", "UserAvailability"],
  acs_elasticsearch: ["ClusterStatus"],
  acs_networkmonitor: ["StatusCode"],
};

export const noDataByChance: Check<"metric-rule"> = {
  id: "no-data-by-chance",
  severity: "warning",
  summary: "An availability rule stays as it was when its metric stops arriving.",
  appliesTo: ["metric-rule"],
  find: ({ namespace, metricName, noDataPolicy }) =>
    AVAILABILITY[namespace]?.includes(metricName) && noDataPolicy === NoDataPolicy.KeepLastState
      ? [
          {
            path: "noDataPolicy",
            message: `watches whether something is available by ${metricName}, and stays quiet when that stops arriving, which is when it is gone`,
          },
        ]
      : [],
};
