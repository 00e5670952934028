import type { Check } from "./support/check.ts";

export const ruleNameCheck: Check<"metric-rule" | "prometheus-rule"> = {
  id: "rule-name",
  severity: "info",
  summary: "A rule's name breaks the pattern that the configuration gives.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  parameters: { pattern: { about: "Regular expression that every rule's name must match." } },
  find({ ruleName }, { parameters }) {
    const pattern = String(parameters.pattern);
    return new RegExp(pattern, "u").test(ruleName)
      ? []
      : [{ path: "ruleName", message: `is called "${ruleName}", which does not match ${pattern}` }];
  },
};
