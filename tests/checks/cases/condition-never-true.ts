import { Comparison, RuleLevel } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

const both = (above: number, below: number) => ({
  critical: undefined,
  composite: {
    level: RuleLevel.Critical,
    conditions: [
      { comparison: Comparison.AtLeast, threshold: above },
      { comparison: Comparison.Below, threshold: below },
    ],
  },
});

export const cases: Cases = {
  finds: {
    "above 100 %": [
      ({ rule }) => rule({ critical: { comparison: Comparison.Above, threshold: 100 } }),
      "critical.threshold",
      "CPUUtilization is never above 100 %",
    ],
    "below 0 %": [
      ({ rule }) => rule({ critical: { comparison: Comparison.Below, threshold: 0 } }),
      "critical.threshold",
      "never below 0 %",
    ],
    "two conditions that exclude each other": [
      ({ rule }) => rule(both(90, 90)),
      "composite.conditions[1].threshold",
      "can't be at least 90 % and below 90 % at once",
    ],
  },
  quiet: {
    "at least 100 %": ({ rule }) => rule({ critical: { ...level, threshold: 100 } }),
    "a band": ({ rule }) => rule(both(10, 90)),
  },
};
