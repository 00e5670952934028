import { meaningOf } from "../../components/vocabulary/comparison.ts";
import { evaluate } from "../../components/vocabulary/expression/evaluate.ts";
import { membersOf } from "../../components/vocabulary/expression/parts.ts";
import { parseExpression } from "../../components/vocabulary/expression/read.ts";
import { truth } from "../../components/vocabulary/expression/values.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import type { MetricLevel } from "../../receiver/level.ts";
import type { Escalation, StoredComposite, StoredMetricRule } from "./rule.ts";
import { isStatisticOf, type OtherSeries, relatedTo, scopesOf, valueAt } from "./scope.ts";
import type { Series } from "./series.ts";

/** When one level of a rule fires at one resource. */
export interface Condition {
  /** After how many periods in a row. */
  times: number;
  /** Whether it holds in the period that ends at `at`. */
  holds(at: number): boolean;
  /** The value that callbacks show. */
  value(at: number): number | undefined;
}

export const ALONE: OtherSeries = { related: () => [], covered: () => [] };

/** The conditions of a rule at one of its resources, by level. Throws on what can't be evaluated here. */
export function conditionsOf(
  rule: StoredMetricRule,
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
      { times: each.times, ...single(each, series, seconds, others) },
    ]),
  );
}

type Judge = Omit<Condition, "times">;

function single(
  escalation: Omit<Escalation, "times">,
  series: Series,
  seconds: number,
  others: OtherSeries,
): Judge {
  const { comparisonOperator: operator, statistics, threshold, preCondition } = escalation;
  const meaning = meaningOf(operator);
  if (!meaning) throw new Error(`the local CloudMonitor does not know the comparison ${operator}`);
  const length = seconds * 1000;
  const value = (at: number) => valueAt(series, at, length, statistics);
  const before = preCondition === undefined ? undefined : judge(preCondition, series, seconds, others);
  return {
    value,
    holds(at) {
      const now = value(at);
      if (now === undefined) return false;
      if (before && !before.holds(at)) return false;
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
function composite(given: StoredComposite, series: Series, seconds: number, others: OtherSeries): Judge {
  const { raw, join, conditions } = given;
  if (raw !== undefined) return judge(raw, series, seconds, others);
  const all = conditions.map((each) => {
    const escalation = { ...each, statistics: statisticOf(each.statistics) };
    const sources =
      each.metricName === series.metricName ? [series] : relatedTo(series, each.metricName, others);
    return sources.map((source) => single(escalation, source, each.period, others));
  });
  const quantify = join === "||" ? all.some.bind(all) : all.every.bind(all);
  return {
    value: (at) => all[0]?.[0]?.value(at),
    holds: (at) => quantify((sources) => sources.some((each) => each.holds(at))),
  };
}

/** An expression, and the first statistic in it as its value. */
function judge(text: string, series: Series, seconds: number, others: OtherSeries): Judge {
  const expression = parseExpression(text);
  const members = membersOf(expression);
  const shown = members.find(({ name }) => isStatisticOf(series, name));
  const metrics = [...new Set(members.flatMap(({ of }) => of?.name ?? []))].filter(
    (name) => name !== series.metricName,
  );
  const scopes = (at: number) => scopesOf(series, { at, length: seconds * 1000, metrics, others });
  return {
    value: (at) => {
      const value = shown && scopes(at)[0]?.member(shown.name, shown.of && { ...shown.of, back: 0 });
      return typeof value === "number" ? value : undefined;
    },
    holds: (at) => scopes(at).some((scope) => truth(evaluate(expression, scope))),
  };
}
