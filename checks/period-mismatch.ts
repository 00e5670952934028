import { durationText } from "../components/vocabulary/duration.ts";
import { conditionsOf } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";

export const periodMismatch: Check<"metric-rule"> = {
  id: "period-mismatch",
  severity: "bug",
  summary: "The period is no multiple of how often the metric arrives.",
  appliesTo: ["metric-rule"],
  find(rule) {
    const used = new Map([[`${rule.metricName} ${rule.period}`, { ...rule, path: "period" }]]);
    for (const each of conditionsOf(rule)) {
      const key = `${each.metricName} ${each.period}`;
      if (!used.has(key)) used.set(key, { ...rule, ...each, path: `${each.path}.period` });
    }
    return [...used.values()].flatMap(({ metric, period, path }) => {
      const base = metric?.periodSeconds;
      if (base === undefined || !(period % base > 0)) return [];
      const why = period < base ? "is shorter than" : "is no multiple of";
      return [
        {
          path,
          message: `has a period of ${durationText(period)}, which ${why} the ${durationText(base)} in which ${metric?.metricName} arrives: some periods would be empty`,
        },
      ];
    });
  },
};
