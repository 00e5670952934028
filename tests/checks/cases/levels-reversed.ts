import { Comparison, Statistic } from "../../../components/index.ts";
import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "warn above critical": [
      ({ rule }) => rule({ warn: { ...level, threshold: 95 } }),
      "warn.threshold",
      "says warn from 95 and critical already from 90",
    ],
    "warn below critical where less is worse": [
      ({ rule }) =>
        rule({
          critical: { comparison: Comparison.AtMost, threshold: 10 },
          warn: { comparison: Comparison.AtMost, threshold: 5 },
        }),
      "warn.threshold",
      "the milder level comes after the worse one",
    ],
  },
  quiet: {
    "warn before critical": ({ rule }) => rule({ warn: { ...level, threshold: 80 } }),
    "levels of different statistics": ({ rule }) =>
      rule({ warn: { ...level, threshold: 95, statistic: Statistic.Maximum } }),
  },
};
