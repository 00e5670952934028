import { comparisonWords, meaningOf } from "../../components/vocabulary/comparison.ts";
import type { Node } from "../../components/vocabulary/expression/node.ts";
import { printExpression } from "../../components/vocabulary/expression/print.ts";
import { statisticOf, variableOf } from "../../components/vocabulary/statistic.ts";
import type { MetricLevel } from "../../receiver/level.ts";
import type { Escalation, StoredComposite, StoredMetricRule } from "./rule.ts";

/**
 * The condition as callbacks spell it: `$Average>=95`. How they spell composite expressions and
 * comparisons with the past is not documented; here composite ones are spelt as raw ones are written.
 */
export function expressionText(rule: StoredMetricRule, level: MetricLevel | null): string {
  const { composite } = rule;
  if (composite?.raw !== undefined) return composite.raw;
  if (composite) return composite.conditions.length > 0 ? printExpression(joined(composite)) : "";
  const escalation = (level && rule.escalations[level]) ?? Object.values(rule.escalations)[0];
  return escalation ? textOf(escalation) : "";
}

function textOf({ comparisonOperator, statistics, threshold }: Escalation): string {
  const statistic = variableOf(statisticOf(statistics));
  const meaning = meaningOf(comparisonOperator);
  if (meaning?.past) return `${statistic} ${comparisonWords(comparisonOperator)} ${threshold}%`;
  return `${statistic}${meaning?.symbol ?? comparisonOperator}${threshold}`;
}

function joined({ conditions, join }: StoredComposite): Node {
  return conditions.map(nodeOf).reduce((left, right) => ({ kind: "binary", operator: join, left, right }));
}

function nodeOf({
  metricName,
  period,
  comparisonOperator,
  statistics,
  threshold,
}: StoredComposite["conditions"][number]): Node {
  const meaning = meaningOf(comparisonOperator);
  const member = statisticOf(statistics);
  const size: Node = { kind: "literal", value: Math.abs(threshold) };
  const right: Node = threshold < 0 ? { kind: "unary", operator: "-", operand: size } : size;
  const of = { name: metricName, period, back: 0 };
  if (!meaning?.past) {
    const operator = meaning?.symbol ?? "==";
    return { kind: "binary", operator, left: { kind: "member", name: member, of }, right };
  }
  const back = meaning.past.back === undefined ? period : meaning.past.back / 1000;
  const left: Node = { kind: "change", of: { ...of, back }, member, rise: meaning.side === "above" };
  return { kind: "binary", operator: ">", left, right };
}
