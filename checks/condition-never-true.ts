import { rangeOf } from "../components/vocabulary/unit.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";
import { exclude, sideOf, thresholdText } from "./support/conditions.ts";

export const conditionNeverTrue: Check<"metric-rule"> = {
  id: "condition-never-true",
  severity: "bug",
  summary: "No value meets the condition, so the level never fires.",
  appliesTo: ["metric-rule"],
  find(rule) {
    const alone = conditionsOf(rule).flatMap((condition) => {
      const { metric, threshold, path, statistic } = condition;
      const range = rangeOf(metric?.unit);
      const side = sideOf(condition);
      if (!range || !side || side.inclusive) return [];
      const never =
        (side.side === "below" && threshold === range.least) ||
        (side.side === "above" && threshold === range.most && statistic !== "Sum");
      if (!never) return [];
      const message = `never fires: ${metric?.metricName} is never ${thresholdText(condition)}`;
      return [{ path: `${path}.threshold`, message }];
    });
    const { composite } = rule;
    const found = composite?.join === "&&" ? composite.conditions : [];
    const together = found.flatMap((first, index) =>
      found.slice(index + 1).flatMap((second) => {
        const comparable =
          first.metricName === second.metricName &&
          first.statistic === second.statistic &&
          first.period === second.period;
        if (!comparable || !exclude(first, second)) return [];
        const message = `never fires: ${first.metricName} can't be ${thresholdText(first)} and ${thresholdText(second)} at once`;
        return [{ path: `${second.path}.threshold`, message }];
      }),
    );
    return [...alone, ...together];
  },
};
