import { wholeDay } from "../components/vocabulary/interval.ts";
import type { Check } from "./support/check.ts";

export const intervalCutsRecovery: Check<"metric-rule"> = {
  id: "interval-cuts-recovery",
  severity: "warning",
  summary: "Recoveries outside the effective interval are not sent, so incidents stay open.",
  appliesTo: ["metric-rule"],
  find(rule) {
    if (rule.callback === undefined) return [];
    const always = wholeDay(rule.effectiveInterval);
    if (always && rule.noEffectiveInterval === undefined) return [];
    const path = always ? "noEffectiveInterval" : "effectiveInterval";
    return [
      {
        path,
        message: `sends nothing outside "${always ? `all but ${rule.noEffectiveInterval}` : rule.effectiveInterval}": an alert that recovers in that time leaves its incident open`,
      },
    ];
  },
};
