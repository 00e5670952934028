const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * How long to wait after each failed try: dense at first, because a page is urgent, then a long tail
 * that keeps the record for a day. After the last one the message is a dead letter.
 */
export const WAITS: readonly number[] = [
  5 * SECOND,
  15 * SECOND,
  45 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  8 * HOUR,
];

/** Tries in all, the first one included. */
export const MOST_TRIES = WAITS.length + 1;

/**
 * When to try again after `tries` tries have failed, or undefined when it was the last. `least` is
 * what the vendor asked for (`Retry-After`): a minimum, never shortened. Jitter takes up to half off
 * the schedule's own wait, so that a backlog does not come back as one wave.
 */
export function nextTry(
  tries: number,
  now: number,
  random: number,
  options: { least?: number | undefined; mostTries?: number | undefined } = {},
): number | undefined {
  const wait = WAITS[tries - 1];
  if (wait === undefined || tries >= (options.mostTries ?? MOST_TRIES)) return undefined;
  return now + Math.max(wait * (0.5 + random / 2), options.least ?? 0);
}
