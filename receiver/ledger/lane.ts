/**
 * What the ledger remembers of one destination between requests: a token bucket that keeps its pace
 * below the vendor's limit, and pauses after failures. Data and pure functions; the store keeps it.
 */
export interface Lane {
  /** Tokens in the bucket when it was last looked at. */
  tokens: number;
  refilledAt: number;
  /** Nothing is sent before this time. */
  pausedUntil: number;
  /** Retryable failures in a row. */
  failures: number;
  /** SHA-256 of the access that was told to stop (HTTP 410); cleared when URL or credential change. */
  stoppedAccess: string | null;
}

export interface Pace {
  /** Refill, in requests a minute. */
  perMinute: number;
  /** Capacity: how many requests may go out at once after a quiet time. */
  burst: number;
}

/** Failures in a row after which only one message at a time probes the destination. */
const BREAKS_AFTER = 5;
const FIRST_PAUSE = 15_000;
const LONGEST_PAUSE = 5 * 60_000;

export function newLane(pace: Pace, now: number): Lane {
  return { tokens: pace.burst, refilledAt: now, pausedUntil: 0, failures: 0, stoppedAccess: null };
}

function refill(lane: Lane, pace: Pace, now: number): Lane {
  const gained = (Math.max(0, now - lane.refilledAt) * pace.perMinute) / 60_000;
  return {
    ...lane,
    tokens: Math.min(pace.burst, lane.tokens + gained),
    refilledAt: Math.max(now, lane.refilledAt),
  };
}

/** How many requests may go out now: none while paused, one while it is failing, else what the pace allows. */
export function room(lane: Lane, pace: Pace, now: number): number {
  if (now < lane.pausedUntil) return 0;
  const tokens = Math.floor(refill(lane, pace, now).tokens + 1e-9);
  return lane.failures >= BREAKS_AFTER ? Math.min(1, tokens) : tokens;
}

/** The earliest time at which `room` is not zero. */
export function readyAt(lane: Lane, pace: Pace, now: number): number {
  const { tokens } = refill(lane, pace, now);
  const nextToken = tokens >= 1 ? now : now + Math.ceil(((1 - tokens) * 60_000) / pace.perMinute);
  return Math.max(nextToken, lane.pausedUntil);
}

/** One request went out. */
export function spend(lane: Lane, pace: Pace, now: number): Lane {
  const full = refill(lane, pace, now);
  return { ...full, tokens: full.tokens - 1 };
}

/** The destination answered, with yes or no. A pause that it asked for meanwhile stays. */
export function answered(lane: Lane): Lane {
  return { ...lane, failures: 0 };
}

/** The destination did not take the message now. `pause`: it asked that nothing be sent for so long. */
export function failed(lane: Lane, now: number, pause: number | undefined): Lane {
  const failures = lane.failures + 1;
  const own =
    failures < BREAKS_AFTER ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - BREAKS_AFTER));
  return { ...lane, failures, pausedUntil: Math.max(lane.pausedUntil, now + Math.max(own, pause ?? 0)) };
}
