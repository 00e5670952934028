/** How far clocks are believed to differ, in milliseconds. */
const CLOCKS_DIFFER = 10 * 60 * 1000;

/**
 * When an event was: what its body says, else `now`. A clock that runs ahead by more than clocks do is not
 * believed, or it would make what follows look late; within that an event keeps its own time, so that its
 * copies have the same, also after this clock was set back.
 */
export function eventTime(said: number | undefined, now: number): number {
  return said !== undefined && said <= now + CLOCKS_DIFFER ? said : now;
}
