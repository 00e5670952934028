import type { MetricRule } from "../program/model/metric-rules.ts";
import type { Check } from "./support/check.ts";
import { same } from "./support/conditions.ts";

export const duplicateRules: Check<"metric-rule"> = {
  id: "duplicate-rules",
  severity: "warning",
  summary: "Two rules have one condition on the same resources, so everything is paged twice.",
  appliesTo: ["metric-rule"],
  find(rule, { program }) {
    const all = program.metricRules;
    // Said once, of the later rule.
    const twin = all.slice(0, all.indexOf(rule)).find((other) => other.enabled && alike(other, rule));
    return twin && rule.enabled
      ? [{ message: `has the same condition on the same resources as ${twin.declaredAs}: both page` }]
      : [];
  },
};

function alike(a: MetricRule, b: MetricRule): boolean {
  // Another provider is another account or region.
  if (a.resource.provider !== b.resource.provider) return false;
  if (a.namespace !== b.namespace || a.metricName !== b.metricName) return false;
  if (a.composite || b.composite || a.callback?.source !== b.callback?.source) return false;
  if (a.group !== b.group) return false;
  if (key(a.resources) !== key(b.resources) || a.effectiveInterval !== b.effectiveInterval) return false;
  return a.levels.some((one) => b.levels.some((two) => same(one, two) && one.times === two.times));
}

function key(resources: MetricRule["resources"]): string {
  return JSON.stringify(resources?.map((each) => Object.entries(each).sort()).sort() ?? "all");
}
