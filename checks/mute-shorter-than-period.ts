import type { Check } from "./support/check.ts";
import { timeText } from "./support/conditions.ts";

export const muteShorterThanPeriod: Check<"metric-rule"> = {
  id: "mute-shorter-than-period",
  severity: "warning",
  summary: "The mute period is over before the next value, so every period repeats the alert.",
  appliesTo: ["metric-rule"],
  find: ({ mutePeriod, period }) =>
    mutePeriod < period
      ? [
          {
            path: "mutePeriod",
            message: `is muted for ${timeText(mutePeriod)} but evaluated every ${timeText(period)}: each evaluation sends the alert again`,
          },
        ]
      : [],
};
