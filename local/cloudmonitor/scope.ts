import { findMetric } from "../../components/metrics/find.ts";
import type { Scope } from "../../components/vocabulary/expression/evaluate.ts";
import type { Metric } from "../../components/vocabulary/expression/node.ts";
import { aggregate, isStatistic } from "../../components/vocabulary/statistic.ts";
import { type Series, timeOfNewest, within } from "./series.ts";

/** The data that a rule's conditions look at besides the watched series. */
export interface OtherSeries {
  /** The series of another metric of the same namespace. */
  related(metricName: string): Series[];
  /** Every series that the rule covers. */
  covered(): Series[];
}

/** What an expression looks at: when, over how many milliseconds, and which other metrics it names. */
interface View {
  at: number;
  length: number;
  metrics: readonly string[];
  others: OtherSeries;
}

/**
 * The scopes in which an expression is judged for one resource. The other metrics are those of resources
 * that agree with it in every dimension that both have; where there are several of a metric, there is a
 * scope for each.
 */
export function scopesOf(series: Series, view: View): Scope[] {
  const choices = view.metrics.reduce<ReadonlyMap<string, Series>[]>(
    (chosen, name) => {
      const found = relatedTo(series, name, view.others);
      if (found.length === 0) return chosen;
      return chosen.flatMap((each) => found.map((one) => new Map([...each, [name, one]])));
    },
    [new Map()],
  );
  return choices.map((chosen) => ({
    now: view.at,
    member: (name, of) => {
      const source = of && of.name !== series.metricName ? chosen.get(of.name) : series;
      return source ? memberOf(source, name, of, view) : null;
    },
    count: (holds) => view.others.covered().filter((each) => scopesOf(each, view).some(holds)).length,
  }));
}

export function relatedTo(series: Series, metricName: string, others: OtherSeries): Series[] {
  return others
    .related(metricName)
    .filter(({ resource }) =>
      Object.entries(resource).every(([name, value]) => (series.resource[name] ?? value) === value),
    );
}

function memberOf(series: Series, name: string, of: Metric | undefined, view: View): number | string | null {
  const at = view.at - (of?.back ?? 0) * 1000;
  if (name === "reportTime") return timeOfNewest(series, at) ?? null;
  if (isStatisticOf(series, name))
    return valueAt(series, at, of ? of.period * 1000 : view.length, name) ?? null;
  return series.resource[name] ?? "";
}

/** Whether a name in an expression is a statistic of the metric; else it is a dimension. */
export function isStatisticOf({ namespace, metricName }: Series, name: string): boolean {
  return isStatistic(name) || (findMetric(namespace, metricName)?.statistics?.includes(name) ?? false);
}

/** What the values of the period that ends at `at` come to; undefined where there is none. */
export function valueAt(series: Series, at: number, length: number, statistic: string): number | undefined {
  const values = within(series, at - length, at, statistic);
  return values.length > 0 ? aggregate(values, statistic) : undefined;
}
