import { Statistic } from "../enums.ts";

interface Meaning {
  /** The one value of at least one value. */
  of(values: readonly number[]): number;
  /** Order among those that can't be greater than one another over the same values. */
  height?: number;
  /** Whether it is what people expect where nothing is said. */
  usual?: true;
}

/** How the values of a period become one, by each statistic. */
const MEANINGS: Record<Statistic, Meaning> = {
  Average: { of: (values) => sum(values) / values.length, height: 1, usual: true },
  Minimum: { of: (values) => Math.min(...values), height: 0 },
  Maximum: { of: (values) => Math.max(...values), height: 2 },
  Sum: { of: sum },
  // Aggregated before it arrives: the newest is the value of the period.
  Value: { of: (values) => values.at(-1) ?? Number.NaN, usual: true },
  ErrorCodeMaximum: { of: (values) => Math.max(...values) },
};

export const STATISTICS: readonly string[] = Object.values(Statistic);

export function isStatistic(text: string): text is Statistic {
  return STATISTICS.includes(text);
}

/**
 * What a period's values come to. Of a statistic that only some metrics have, such as `Availability` or `P99`,
 * the values are what it came to already, so the newest counts.
 */
export function aggregate(values: readonly number[], statistic: string): number {
  return MEANINGS[isStatistic(statistic) ? statistic : Statistic.Value].of(values);
}

export function isUsual(statistic: string): boolean {
  return isStatistic(statistic) && MEANINGS[statistic].usual === true;
}

/**
 * Positive where `after` is at least `before` over any values, negative where it is at most; undefined
 * where that depends on the values.
 */
export function rise(before: string, after: string): number | undefined {
  if (before === after) return 0;
  const [low, high] = [before, after].map((each) => (isStatistic(each) ? MEANINGS[each].height : undefined));
  return low === undefined || high === undefined ? undefined : high - low;
}

/** `$Average`: as expressions and the conditions of composite ones write it. */
export function variableOf(statistic: string): string {
  return `$${statistic}`;
}

/** The statistic that may be written as a variable. */
export function statisticOf(text: string): string {
  return text.replace(/^\$/, "");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
