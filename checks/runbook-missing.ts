import { labelsOf } from "../program/model/labels.ts";
import { isCritical, type MetricRule } from "../program/model/metric-rules.ts";
import type { PrometheusRule } from "../program/model/prometheus-rules.ts";
import type { Check } from "./support/check.ts";

export const runbookMissing: Check<"metric-rule" | "prometheus-rule"> = {
  id: "runbook-missing",
  severity: "info",
  summary: "A rule that pages has no runbook, though most of the program's have one.",
  appliesTo: ["metric-rule", "prometheus-rule"],
  find(rule, { program }) {
    const rules = [...program.metricRules, ...program.prometheusRules].filter(pages);
    const described = rules.filter((each) => labelsOf(each).runbook_url);
    if (labelsOf(rule).runbook_url || !pages(rule) || described.length <= rules.length / 2) return [];
    return [{ message: "pages at critical without a runbook, though most rules that do have one" }];
  },
};

function pages(rule: MetricRule | PrometheusRule): boolean {
  return rule.kind === "prometheus-rule" ? rule.severity === "CRITICAL" : isCritical(rule);
}
