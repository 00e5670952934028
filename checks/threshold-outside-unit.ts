import { rangeOf } from "../components/vocabulary/unit.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";
import { sideOf } from "./support/conditions.ts";

export const thresholdOutsideUnit: Check<"metric-rule"> = {
  id: "threshold-outside-unit",
  severity: "bug",
  summary: "A threshold is a value that the metric's unit can't have.",
  appliesTo: ["metric-rule"],
  find: (rule) =>
    conditionsOf(rule).flatMap((condition) => {
      const { metric, threshold, path, statistic } = condition;
      const range = rangeOf(metric?.unit);
      if (!range || !sideOf(condition) || statistic === "Sum") return [];
      if (threshold >= range.least && threshold <= range.most) return [];
      if (Number.isNaN(threshold)) return [];
      const values = range.most === 100 ? "from 0 to 100" : "never negative";
      return [
        {
          path: `${path}.threshold`,
          message: `compares ${metric?.metricName} with ${threshold}, but it is in ${metric?.unit} and so ${values}`,
        },
      ];
    }),
};
