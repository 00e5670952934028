import type { MetricRule } from "./metric-rules.ts";
import type { PrometheusRule } from "./prometheus-rules.ts";

/** Labels that whoever is paged gets: the rule's own, and those that only its callback carries. */
export function labelsOf(rule: MetricRule | PrometheusRule): Readonly<Record<string, string>> {
  return rule.kind === "metric-rule" ? { ...rule.callback?.labels, ...rule.labels } : rule.labels;
}
