import { durationText } from "../components/vocabulary/duration.ts";
import type { Check } from "./support/check.ts";

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
            message: `is muted for ${durationText(mutePeriod)} but evaluated every ${durationText(period)}: each evaluation sends the alert again`,
          },
        ]
      : [],
};
