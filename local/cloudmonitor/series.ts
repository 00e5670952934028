/** Values of one metric on one resource, at even distances. */
export interface Series {
  /** Namespace as rules spell it. */
  namespace: string;
  metricName: string;
  /** Dimensions of the resource, without the account. */
  resource: Record<string, string>;
  /** Instance name for people. */
  name: string | undefined;
  /** Time of the first value, in milliseconds. */
  start: number;
  /** Distance between values, in milliseconds. */
  interval: number;
  /** `null` where no value arrived. */
  values: (number | null)[];
  /** Exported data has a value for each statistic; those of one period are aggregated already. */
  byStatistic?: Record<string, (number | null)[]>;
}

/** The values in `[from, to)`, of one statistic where the series has it. */
export function within(series: Series, from: number, to: number, statistic?: string): number[] {
  const values = (statistic && series.byStatistic?.[statistic]) || series.values;
  const first = Math.max(0, Math.ceil((from - series.start) / series.interval));
  const last = Math.min(values.length, Math.ceil((to - series.start) / series.interval));
  const found: number[] = [];
  for (let index = first; index < last; index++) {
    const value = values[index];
    if (value !== null && value !== undefined) found.push(value);
  }
  return found;
}

/** The time of the newest value before `to`. */
export function timeOfNewest({ start, interval, values }: Series, to: number): number | undefined {
  let index = Math.min(values.length, Math.ceil((to - start) / interval)) - 1;
  while (index >= 0 && (values[index] ?? null) === null) index--;
  return index < 0 ? undefined : start + index * interval;
}

/** When the values end. */
export function endOf(series: Series): number {
  return series.start + series.values.length * series.interval;
}

/** Most values in one series: a year of minutes. */
const MOST_VALUES = 600_000;

/**
 * Reads promtool's notation for series: `70x5` is 70 and five more of it, `10+5x3` is 10 15 20 25,
 * `20-5x2` is 20 15 10, `_` is a missing value and `_x3` three of them. Throws on anything else.
 * Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
 */
export function parseValues(text: string): (number | null)[] {
  const values: (number | null)[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const missing = /^_(?:x(\d+))?$/.exec(word);
    const repeated = /^(-?\d+(?:\.\d+)?)(?:([+-]\d+(?:\.\d+)?))?(?:x(\d+))?$/.exec(word);
    if (missing) {
      values.push(...Array<null>(Number(missing[1] ?? 1)).fill(null));
    } else if (repeated && !(repeated[2] && !repeated[3])) {
      const [, first, step, times] = repeated;
      for (let index = 0; index <= Number(times ?? 0); index++)
        values.push(Number(first) + Number(step ?? 0) * index);
    } else {
      throw new Error(`"${word}" is not a value: write 95, 70x5, 10+5x3 or _`);
    }
    if (values.length > MOST_VALUES) throw new Error(`a series may have at most ${MOST_VALUES} values`);
  }
  return values;
}
