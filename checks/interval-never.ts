import { minutesOf } from "../components/vocabulary/interval.ts";
import type { Check } from "./support/check.ts";

export const intervalNever: Check<"metric-rule"> = {
  id: "interval-never",
  severity: "bug",
  summary: "The interval without notifications covers the one with them.",
  appliesTo: ["metric-rule"],
  find({ effectiveInterval, noEffectiveInterval }) {
    if (noEffectiveInterval === undefined) return [];
    const quiet = minutesOf(noEffectiveInterval);
    if (![...minutesOf(effectiveInterval)].every((minute) => quiet.has(minute))) return [];
    return [
      {
        path: "noEffectiveInterval",
        message: `never notifies anybody: "${noEffectiveInterval}" takes away all of "${effectiveInterval}"`,
      },
    ];
  },
};
