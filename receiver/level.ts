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
