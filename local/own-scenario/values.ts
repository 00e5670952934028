import { meaningOf } from "../../components/vocabulary/comparison.ts";
import { partsOf } from "../../components/vocabulary/expression/parts.ts";
import { parseExpression } from "../../components/vocabulary/expression/read.ts";
import { METRIC_LEVELS, type MetricLevel } from "../../receiver/level.ts";
import { type Condition, conditionsOf } from "../cloudmonitor/conditions.ts";
import type { StoredMetricRule } from "../cloudmonitor/rule.ts";
import type { Series } from "../cloudmonitor/series.ts";
import { limitsOf, metricsOf, pointsOf } from "./points.ts";

/** A value of each metric that a rule looks at. */
export type Values = Readonly<Record<string, number>>;

/** Values, period by period, at which a level fires. */
interface Stage {
  level: MetricLevel;
  periods: readonly Values[];
}

/** What makes a rule fire and lets it recover. */
interface Course {
  /** What fires nothing. */
  calm: Values;
  /** For how many periods it has to be calm first: comparisons with the past need one. */
  before: number;
  /** From the mildest level that can be shown to the worst. */
  stages: readonly Stage[];
}

/** Most sets of values that are tried. */
const MOST = 20_000;

/**
 * Finds values at which a rule fires, level by level, by asking the local CloudMonitor's own conditions.
 * Undefined where none of the values tried does. `isCalm`: whether values fire nothing else either; not needed, but
 * preferred.
 */
export function courseOf(
  rule: StoredMetricRule,
  resource: Record<string, string>,
  isCalm: (values: Values) => boolean,
): Course | undefined {
  const conditionsAt = (periods: readonly Values[]) => conditionsOver(rule, resource, periods);
  const sets = combinations(metricsOf(rule).map((name) => [name, pointsOf(rule, name)] as const));
  const before = 2 + Math.ceil(lookBack(rule) / rule.period);
  const quiet = (values: Values) => {
    const periods = Array<Values>(before + 1).fill(values);
    return Object.values(conditionsAt(periods)).every(
      (each) => !each.holds(periods.length * rule.period * 1000),
    );
  };
  const calms = sets.filter(quiet);
  // Of nothing there is no percentage.
  const isUsable = (values: Values) =>
    lookBack(rule) === 0 || Object.values(values).every((each) => each > 0);
  const candidates = [...calms.filter(isCalm), ...calms].filter(isUsable);
  for (const calm of candidates.slice(0, 5)) {
    const stages = stagesOf(rule, calm, before, sets, conditionsAt);
    if (stages.length > 0) return { calm, before, stages };
  }
  return undefined;
}

function stagesOf(
  rule: StoredMetricRule,
  calm: Values,
  before: number,
  sets: readonly Values[],
  conditionsAt: (periods: readonly Values[]) => Partial<Record<MetricLevel, Condition>>,
): Stage[] {
  const start = Array<Values>(before).fill(calm);
  const shapes = lookBack(rule) === 0 ? sets.map(steady) : [...changes(rule, calm), ...sets.map(steady)];
  const levels = METRIC_LEVELS.filter((level) => conditionsAt(start)[level] !== undefined).reverse();
  return levels.flatMap((level): Stage[] => {
    const times = conditionsAt(start)[level]?.times ?? 1;
    const worse = METRIC_LEVELS.slice(0, METRIC_LEVELS.indexOf(level));
    for (const shape of shapes) {
      const periods = Array.from({ length: times + 1 }, (_, index) => shape(index));
      const conditions = conditionsAt([...start, ...periods]);
      const last = Array.from({ length: times }, (_, index) => before + periods.length - index);
      const holds = (each: MetricLevel) => (period: number) =>
        conditions[each]?.holds(period * rule.period * 1000) ?? false;
      if (last.every(holds(level)) && !worse.some((each) => last.some(holds(each))))
        return [{ level, periods }];
    }
    return [];
  });
}

type Shape = (period: number) => Values;

const steady =
  (values: Values): Shape =>
  () =>
    values;

/** Jumps and ramps from what is calm, by a little more than each percentage that the rule names. */
function changes(rule: StoredMetricRule, calm: Values): Shape[] {
  const percents = metricsOf(rule).flatMap((name) => limitsOf(rule, name));
  const factors = percents.flatMap((percent) => [
    1 + (percent + 10) / 100,
    1 - Math.min(99, percent + 5) / 100,
  ]);
  const times = (factor: number): Values =>
    Object.fromEntries(Object.entries(calm).map(([name, value]) => [name, value * factor]));
  return factors.flatMap((factor): Shape[] => [
    steady(times(factor)),
    (period) => times(factor ** (period + 1)),
  ]);
}

/** How far back a rule's conditions look beyond their period, in seconds; 0 where they don't. */
function lookBack({ escalations, composite, period }: StoredMetricRule): number {
  const all = [...Object.values(escalations), ...(composite?.conditions ?? [])];
  const compared = all.flatMap(({ comparisonOperator }) => {
    const past = meaningOf(comparisonOperator)?.past;
    return past ? [(past.back ?? period * 1000) / 1000] : [];
  });
  const texts = [composite?.raw, ...Object.values(escalations).map(({ preCondition }) => preCondition)];
  const expressed = texts
    .flatMap((text) => (text === undefined ? [] : [...partsOf(parseExpression(text))]))
    .flatMap((each) => ((each.kind === "member" || each.kind === "change") && each.of ? [each.of.back] : []));
  return Math.max(0, ...compared, ...expressed);
}

/** The conditions of a rule over periods that begin at 1970, one after the other. */
function conditionsOver(
  rule: StoredMetricRule,
  resource: Record<string, string>,
  periods: readonly Values[],
): Partial<Record<MetricLevel, Condition>> {
  const series = metricsOf(rule).map(
    (metricName): Series => ({
      namespace: rule.namespace,
      metricName,
      resource,
      name: undefined,
      start: 0,
      interval: rule.period * 1000,
      values: periods.map((each) => each[metricName] ?? null),
    }),
  );
  const [own] = series;
  if (!own) return {};
  return conditionsOf(rule, own, {
    related: (metricName) => series.filter((each) => each.metricName === metricName),
    covered: () => [own],
  });
}

function combinations(points: readonly (readonly [string, number[]])[]): Values[] {
  return points.reduce<Values[]>(
    (sets, [name, values]) =>
      sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))).slice(0, MOST),
    [{}],
  );
}
