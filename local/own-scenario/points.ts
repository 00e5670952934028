import { findMetric } from "../../components/metrics/find.ts";
import { partsOf } from "../../components/vocabulary/expression/parts.ts";
import { parseExpression } from "../../components/vocabulary/expression/read.ts";
import { rangeOf } from "../../components/vocabulary/unit.ts";
import type { StoredMetricRule } from "../cloudmonitor/rule.ts";

/** The metrics that a rule's conditions look at, its own first. */
export function metricsOf({ metricName, composite }: StoredMetricRule): string[] {
  const raw = composite?.raw === undefined ? [] : [...partsOf(parseExpression(composite.raw))];
  const named = raw.flatMap((each) =>
    (each.kind === "member" || each.kind === "change") && each.of ? [each.of.name] : [],
  );
  const conditions = composite?.conditions.map((each) => each.metricName) ?? [];
  return [...new Set([metricName, ...conditions, ...named])];
}

/** Every number that a rule compares a metric with: all that its expressions name, for any of their metrics. */
export function limitsOf(rule: StoredMetricRule, metricName: string): number[] {
  const { composite, escalations } = rule;
  const levels = Object.values(escalations);
  const plain = metricName === rule.metricName ? levels.map(({ threshold }) => threshold) : [];
  const conditions = composite?.conditions.filter((each) => each.metricName === metricName) ?? [];
  const texts = [composite?.raw, ...levels.map(({ preCondition }) => preCondition)];
  const literals = texts
    .flatMap((text) => (text === undefined ? [] : [...partsOf(parseExpression(text))]))
    .flatMap((each) => (each.kind === "literal" && typeof each.value === "number" ? [each.value] : []));
  const limits = [...plain, ...conditions.map(({ threshold }) => threshold), ...literals];
  return [...new Set(limits)].sort((a, b) => a - b);
}

/**
 * Values of a metric at which a rule's conditions may change their mind: around its limits, between them and
 * at them, within what the metric's unit allows. Those that look like a real night come first.
 */
export function pointsOf(rule: StoredMetricRule, metricName: string): number[] {
  const limits = limitsOf(rule, metricName);
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } =
    rangeOf(findMetric(rule.namespace, metricName)?.unit) ?? {};
  const edges = [least, ...limits, most].filter(Number.isFinite);
  const around = limits.flatMap((limit) => {
    const step = Math.max(1, Math.abs(limit) / 10);
    return [limit - step, limit + step];
  });
  const between = edges.slice(1).map((edge, index) => (edge + (edges[index] ?? 0)) / 2);
  const first = limits[0] ?? 1;
  const last = limits.at(-1) ?? 1;
  const all = [first / 2, last * 2, ...around, ...between, ...limits, 100, 10, 1, 0];
  const rounded = all.map((value) => Math.round(value * 1000) / 1000);
  return [...new Set(rounded)].filter((value) => value >= least && value <= most);
}
