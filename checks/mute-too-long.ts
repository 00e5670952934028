import { durationText } from "../components/vocabulary/duration.ts";
import { isCritical } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";

export const muteTooLong: Check<"metric-rule"> = {
  id: "mute-too-long",
  severity: "warning",
  summary:
    "The mute period of a critical rule is so long that repeats fail to remind and recoveries come late.",
  appliesTo: ["metric-rule"],
  parameters: { hours: { about: "Longest mute period that is fine.", default: 12 } },
  find(rule, { parameters }) {
    const { mutePeriod } = rule;
    // What nobody is woken for may well be told once a day.
    if (!isCritical(rule) || !(mutePeriod > Number(parameters.hours) * 3600)) return [];
    return [
      {
        path: "mutePeriod",
        message: `is muted for ${durationText(mutePeriod)}: an alert that was missed is not repeated before, and vendors' guides warn that its recovery can be late`,
      },
    ];
  },
};
