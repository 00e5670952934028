import type { Check } from "./support/check.ts";

export const keyShared: Check<"metric-rule" | "prometheus-rule"> = {
  id: "key-shared",
  severity: "bug",
  summary: "Two rules of one source have the same key, so they share incidents.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  find(rule, { program }) {
    const others =
      rule.kind === "metric-rule"
        ? program.metricRules.filter((each) => each.callback?.source === rule.callback?.source)
        : program.prometheusRules;
    // Of a rule that goes by an id that the cloud chooses, there is none twice.
    if (rule.key === undefined) return [];
    const twin = others
      .slice(0, others.indexOf(rule as never))
      .find(
        (each) =>
          each.key === rule.key && (each.component !== rule.component || each.declaredAs !== rule.declaredAs),
      );
    if (!twin || (rule.kind === "metric-rule" && !rule.callback)) return [];
    return [
      {
        path: "key",
        message: `has the key "${rule.key}" of ${twin.declaredAs}: the recovery of one resolves the incident of the other`,
      },
    ];
  },
};
