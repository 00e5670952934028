import { durationText } from "../components/vocabulary/duration.ts";
import type { Check, Found } from "./support/check.ts";
import { patience } from "./support/conditions.ts";

export const timesTooLong: Check<"metric-rule" | "prometheus-rule"> = {
  id: "times-too-long",
  severity: "warning",
  summary: "A critical condition must hold longer than people expect before anybody is paged.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  parameters: { minutes: { about: "Longest time that is fine.", default: 30 } },
  find(rule, { parameters }) {
    const most = Number(parameters.minutes) * 60;
    const found = (path: string, seconds: number): Found[] =>
      seconds > most
        ? [
            {
              path,
              message: `pages only after its critical condition held for ${durationText(seconds)}; up to ${durationText(most)} is what people expect`,
            },
          ]
        : [];
    if (rule.kind === "prometheus-rule") {
      return rule.severity === "CRITICAL" ? found("for", rule.duration) : [];
    }
    const { levels, composite, period } = rule;
    return [
      ...levels
        .filter(({ name }) => name === "critical")
        .flatMap(({ times }) => found("critical.times", patience(period, times))),
      ...(composite?.level === "critical" ? found("composite.times", patience(period, composite.times)) : []),
    ];
  },
};
