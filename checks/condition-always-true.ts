import { rangeOf } from "../components/vocabulary/unit.ts";
import { heartbeatOf } from "../program/model/heartbeats.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";
import { exhaust, sideOf, thresholdText } from "./support/conditions.ts";

export const conditionAlwaysTrue: Check<"metric-rule"> = {
  id: "condition-always-true",
  severity: "bug",
  summary: "A condition holds for every value, so the rule fires all the time.",
  appliesTo: ["metric-rule"],
  find(rule) {
    // That is what a heartbeat is for.
    if (heartbeatOf(rule) !== undefined) return [];
    const alone = conditionsOf(rule).flatMap((condition) => {
      const { metric, threshold, path, statistic } = condition;
      const range = rangeOf(metric?.unit);
      const side = sideOf(condition);
      if (!range || !side?.inclusive) return [];
      const always =
        (side.side === "above" && threshold === range.least) ||
        (side.side === "below" && threshold === range.most && statistic !== "Sum");
      if (!always) return [];
      const message = `fires at every value: ${metric?.metricName} is always ${thresholdText(condition)}`;
      return [{ path: `${path}.threshold`, message }];
    });
    const { composite } = rule;
    const found = composite?.join === "||" ? composite.conditions : [];
    const together = found.flatMap((first, index) =>
      found.slice(index + 1).flatMap((second) => {
        const comparable = first.metricName === second.metricName && first.statistic === second.statistic;
        if (!comparable || !exhaust(first, second)) return [];
        const message = `fires at every value: ${first.metricName} is always ${thresholdText(first)} or ${thresholdText(second)}`;
        return [{ path: `${second.path}.threshold`, message }];
      }),
    );
    return [...alone, ...together];
  },
};
