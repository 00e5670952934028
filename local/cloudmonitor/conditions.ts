import { comparisonWords, meaningOf } from "../../components/vocabulary/comparison.ts";
import { aggregate, isStatistic, statisticOf, variableOf } from "../../components/vocabulary/statistic.ts";
import type { MetricLevel } from "../../receiver/level.ts";
import { type Expression, parseExpression, type Scope, truth, type Value } from "./expression.ts";
import type { Composite, Escalation, MetricRule } from "./rule.ts";
import { type Series, within } from "./series.ts";

/** When one level of a rule fires at one resource. */
export interface Condition {
  /** After how many periods in a row. */
  times: number;
  /** Whether it holds in the period that ends at `at`. */
  holds(at: number): boolean;
  /** The value that callbacks show. */
  value(at: number): number | undefined;
}

/** The data that a rule's conditions look at besides the watched series. */
export interface OtherSeries {
  /** The series of another metric of the same namespace. */
  related(metricName: string): Series[];
  /** Every series that the rule covers. */
  covered(): Series[];
}

export const ALONE: OtherSeries = { related: () => [], covered: () => [] };

/** The conditions of a rule at one of its resources, by level. Throws on what can't be evaluated here. */
export function conditionsOf(
  rule: MetricRule,
  series: Series,
  others: OtherSeries = ALONE,
): Partial<Record<MetricLevel, Condition>> {
  const seconds = rule.period;
  if (rule.composite) {
    const { level, times } = rule.composite;
    return { [level]: { times, ...composite(rule.composite, series, seconds, others) } };
  }
  return Object.fromEntries(
    Object.entries(rule.escalations).map(([level, each]) => [
      level,
      { times: each.times, ...single(each, series, seconds) },
    ]),
  );
}

type Judge = Omit<Condition, "times">;

function single(escalation: Omit<Escalation, "times">, series: Series, seconds: number): Judge {
  const { comparisonOperator: operator, statistics, threshold, preCondition } = escalation;
  const meaning = meaningOf(operator);
  if (!meaning) throw new Error(`the local CloudMonitor does not know the comparison ${operator}`);
  const length = seconds * 1000;
  const value = (at: number) => valueAt(series, at, length, statistics);
  const before = preCondition === undefined ? undefined : parseExpression(preCondition);
  return {
    value,
    holds(at) {
      const now = value(at);
      if (now === undefined) return false;
      if (before && !truth(before(scopeOf(series, at, length, () => [series])))) return false;
      if (!meaning.past) return meaning.holds(now, threshold);
      const then = value(at - (meaning.past.back ?? length));
      const change = then === undefined ? undefined : changeOf(then, now);
      return change !== undefined && (meaning.side === "above" ? change : -change) > threshold;
    },
  };
}

/** In percent. From nothing to something is more than any percentage. */
function changeOf(then: number, now: number): number {
  if (then === now) return 0;
  return ((now - then) / Math.abs(then)) * 100;
}

/**
 * Several conditions as one. The other metrics are those of resources that agree with the watched one in
 * every dimension that both have; where there are several, one of them is enough.
 */
function composite(given: Composite, series: Series, seconds: number, others: OtherSeries): Judge {
  const { raw, join, conditions } = given;
  if (raw !== undefined) {
    const expression = parseExpression(raw);
    const statistic = /\$([A-Za-z]+)/g;
    const shown = [...raw.matchAll(statistic)].map(([, name = ""]) => name).find(isStatistic);
    return {
      value: (at) => (shown ? valueAt(series, at, seconds * 1000, shown) : undefined),
      holds: (at) => judgeRaw(expression, series, at, seconds * 1000, others),
    };
  }
  const all = conditions.map((each) => {
    const escalation = { ...each, statistics: statisticOf(each.statistics) };
    const sources =
      each.metricName === series.metricName ? [series] : related(series, each.metricName, others);
    return sources.map((source) => single(escalation, source, each.period));
  });
  const quantify = join === "||" ? all.some.bind(all) : all.every.bind(all);
  return {
    value: (at) => all[0]?.[0]?.value(at),
    holds: (at) => quantify((sources) => sources.some((each) => each.holds(at))),
  };
}

function related(series: Series, metricName: string, others: OtherSeries): Series[] {
  return others
    .related(metricName)
    .filter(({ resource }) =>
      Object.entries(resource).every(([name, value]) => (series.resource[name] ?? value) === value),
    );
}

function judgeRaw(
  expression: Expression,
  series: Series,
  at: number,
  length: number,
  others: OtherSeries,
): boolean {
  return truth(expression(scopeOf(series, at, length, others.covered)));
}

function scopeOf(series: Series, at: number, length: number, covered: () => Series[]): Scope {
  return {
    variable: (name): Value =>
      isStatistic(name) ? (valueAt(series, at, length, name) ?? Number.NaN) : (series.resource[name] ?? ""),
    all: () => covered().map((each) => scopeOf(each, at, length, covered)),
  };
}

function valueAt(series: Series, at: number, length: number, statistic: string): number | undefined {
  const values = within(series, at - length, at, statistic);
  return values.length > 0 ? aggregate(values, statistic) : undefined;
}

/**
 * The condition as callbacks spell it: `$Average>=95`. How they spell composite expressions and
 * comparisons with the past is not documented.
 */
export function expressionText(rule: MetricRule, level: MetricLevel | null): string {
  const { composite: given } = rule;
  if (given) {
    if (given.raw !== undefined) return given.raw;
    return given.conditions.map((each) => `${each.metricName}:${textOf(each)}`).join(` ${given.join} `);
  }
  const escalation = (level && rule.escalations[level]) ?? Object.values(rule.escalations)[0];
  return escalation ? textOf(escalation) : "";
}

function textOf({ comparisonOperator, statistics, threshold }: Omit<Escalation, "times">): string {
  const statistic = variableOf(statisticOf(statistics));
  const meaning = meaningOf(comparisonOperator);
  if (meaning?.past) return `${statistic} ${comparisonWords(comparisonOperator)} ${threshold}%`;
  return `${statistic}${meaning?.symbol ?? comparisonOperator}${threshold}`;
}
