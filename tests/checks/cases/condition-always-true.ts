import { Comparison, Join, RuleLevel } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

const either = (above: number, below: number) => ({
  critical: undefined,
  composite: {
    level: RuleLevel.Critical,
    join: Join.Any,
    conditions: [
      { comparison: Comparison.Above, threshold: above },
      { comparison: Comparison.AtMost, threshold: below },
    ],
  },
});

export const cases: Cases = {
  finds: {
    "at least 0 %": [
      ({ rule }) => rule({ critical: { ...level, threshold: 0 } }),
      "critical.threshold",
      "CPUUtilization is always at least 0 %",
    ],
    "at most 100 %": [
      ({ rule }) => rule({ warn: { comparison: Comparison.AtMost, threshold: 100 } }),
      "warn.threshold",
      "always at most 100 %",
    ],
    "two conditions of which one always holds": [
      ({ rule }) => rule(either(50, 60)),
      "composite.conditions[1].threshold",
      "always above 50 % or at most 60 %",
    ],
  },
  quiet: {
    "above 0 %": ({ rule }) => rule({ critical: { comparison: Comparison.Above, threshold: 0 } }),
    "two conditions with room between": ({ rule }) => rule(either(90, 10)),
  },
};
