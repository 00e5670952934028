import type { Check } from "./support/check.ts";

export const ruleWithoutGroup: Check<"metric-rule"> = {
  id: "rule-without-group",
  severity: "bug",
  summary: "The rule names no contact group, which CloudMonitor requires.",
  appliesTo: ["metric-rule"],
  find: ({ contactGroups }) =>
    contactGroups.length > 0
      ? []
      : [{ path: "contactGroups", message: "names no contact group: CloudMonitor refuses the rule" }],
};
