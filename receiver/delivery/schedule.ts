const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a page is tried, and a page whose access is refused, in milliseconds. Time ends a try, never a count. */
export const TRIED_FOR = 75 * HOUR;
export const REFUSED_FOR = 72 * HOUR;

/** How long a recovery is tried: longer than vendors keep an incident open that nobody touches. */
export const RECOVERY_TRIED_FOR = 30 * 24 * HOUR;

/** How often a destination is probed that refuses our access. */
export const REFUSED_EVERY = 15 * MINUTE;

/** The least time between two tries of a destination that does not answer. */
export const LEAST_GAP = 5 * SECOND;

/**
 * The first waits after failures in a row, and the one that lasts for an hour. What is promised is half a
 * minute, and two minutes later on: the rest is for alarms that are late, and for the way.
 */
const FIRST = [5 * SECOND, 15 * SECOND, 28 * SECOND];
const SLOW_FIRST = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE];
const LATER = 115 * SECOND;
const SLOW_LATER = 10 * MINUTE;

/**
 * How long to wait after the beginning of a failed try: dense at first, because a page is urgent. Once
 * the vendor is back, what waits arrives within the last of the waits: half a minute in the first hour, two
 * minutes after it. `slow`: it may be permanent. Jitter takes up to half off, so that what waits at many
 * places does not come back as one wave.
 */
export function waitAfter(
  failures: number,
  failingFor: number,
  random: number,
  { slow = false }: { slow?: boolean } = {},
): number {
  const first = slow ? SLOW_FIRST : FIRST;
  const early = first[Math.min(failures, first.length) - 1] ?? 0;
  const wait = failingFor < HOUR ? early : slow ? SLOW_LATER : LATER;
  return wait * (0.5 + random / 2);
}
