/**
 * How bad an alert is, in the words of the sources that feed the relay.
 *
 * `critical`, `warn` and `info` are CloudMonitor's escalation levels. `error` stands between
 * critical and warn and comes from Prometheus rules only. `no-data` is what a rule reports when
 * its metric stopped arriving (`INSUFFICIENT_DATA`): it opens an incident but says nothing about
 * how bad things are, so it has a row of its own in every severity table. Worst first.
 */
export const LEVELS = ["critical", "error", "warn", "info", "no-data"] as const;

export type Level = (typeof LEVELS)[number];

/** A row for each level: a destination's table must say what every level becomes there. */
export type ByLevel<T> = Record<Level, T>;

/** Positive when `a` is worse than `b`, zero when they are the same level. Any real level outranks `no-data`. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(b) - LEVELS.indexOf(a);
}

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/** The levels of CloudMonitor's metric rules, worst first. */
export const METRIC_LEVELS = ["critical", "warn", "info"] as const satisfies readonly Level[];

export type MetricLevel = (typeof METRIC_LEVELS)[number];

/**
 * How CloudMonitor spells them: in the names of fields, as a value, and as a number, which stands for the
 * channels that a level used once (2: phone, 3: text message, 4: mail). Sources: PutResourceMetricRule,
 * and its callbacks of 2017.
 */
export const LEVEL_SPELLINGS = {
  critical: { field: "Critical", value: "CRITICAL", number: 2 },
  warn: { field: "Warn", value: "WARN", number: 3 },
  info: { field: "Info", value: "INFO", number: 4 },
} as const satisfies Record<MetricLevel, { field: string; value: string; number: number }>;

/** The level that one of these spellings, or its own name, stands for. */
export function metricLevelOf(spelling: string | number | undefined): MetricLevel | undefined {
  return METRIC_LEVELS.find((level) => {
    const { value, number } = LEVEL_SPELLINGS[level];
    return String(spelling).toUpperCase() === value || String(spelling) === String(number);
  });
}
