import { wholeDay } from "../components/vocabulary/interval.ts";
import type { Check } from "./support/check.ts";

export const intervalCutsRecovery: Check<"metric-rule" | "prometheus-rule"> = {
  id: "interval-cuts-recovery",
  severity: "warning",
  summary: "Recoveries outside the effective interval are not sent, so incidents stay open.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  find(rule) {
    // A rule on Prometheus has no callback of its own: it notifies objects that have one.
    if (rule.kind === "metric-rule" && rule.callback === undefined) return [];
    const never = rule.kind === "metric-rule" ? rule.noEffectiveInterval : undefined;
    const always = wholeDay(rule.effectiveInterval);
    if (always && never === undefined) return [];
    const path = always ? "noEffectiveInterval" : "effectiveInterval";
    return [
      {
        path,
        message: `sends nothing outside "${always ? `all but ${never}` : rule.effectiveInterval}": an alert that recovers in that time leaves its incident open`,
      },
    ];
  },
};
