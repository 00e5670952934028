import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";

/** Source: PutResourceMetricRule refuses other statistics since 15 August 2024. */
export const statisticNotOffered: Check<"metric-rule"> = {
  id: "statistic-not-offered",
  severity: "bug",
  summary: "A level asks for a statistic that the metric does not offer.",
  appliesTo: ["metric-rule"],
  find: (rule) =>
    conditionsOf(rule).flatMap(({ path, metric, statistic }) => {
      const offered: readonly string[] | undefined = metric?.statistics;
      if (!offered || offered.includes(statistic)) return [];
      return [
        {
          path: `${path}.statistic`,
          message: `asks for ${statistic} of ${metric?.metricName}, which offers ${offered.join(", ")}: CloudMonitor refuses it`,
        },
      ];
    }),
};
