import { LEAST_GAP, REFUSED_EVERY, waitAfter } from "./schedule.ts";

/**
 * What is remembered of a destination as a whole: a token bucket that keeps its pace below the vendor's
 * limit, whether it answers, and what it asked for. Data and pure functions; times are milliseconds
 * since 1970.
 */
export interface Line {
  /** Tokens in the bucket when it was last looked at. Below zero after a message that took several requests. */
  tokens: number;
  refilledAt: number;
  /** Failures in a row, and the first of them. */
  failures: number;
  downSince: number | null;
  /** When it answered again after failures, or its access changed: what failed before is due. */
  backAt: number;
  /** What it came back from. */
  backFrom: "unreachable" | "refused" | "held" | null;
  /** When it last answered that it is there. */
  upAt: number;
  /** The newest try, and when the next one may go out while it fails. */
  triedAt: number;
  probeAt: number;
  /** When a new page came of which no try has begun since; 0: none. */
  wantedAt: number;
  /** Nothing is sent before this time: the vendor asked for it. */
  holdUntil: number;
  /** The vendor refuses our access. */
  refused: Refused | null;
  /** An operator holds it: nothing is sent, and no clock runs. */
  paused: Paused | null;
  /** What tells the access that is in use from another; see `fingerprint`. */
  access: string | null;
}

export interface Refused {
  since: number;
  reason: string;
  /** It asked for no more: not even a probe goes out until the access has changed. */
  stop: boolean;
}

export interface Paused {
  since: number;
  /** What the operator called themselves, if anything. */
  by: string | null;
}

export interface Pace {
  /** Refill, in requests a minute. */
  perMinute: number;
  /** Capacity: how many requests may go out at once after a quiet time. */
  burst: number;
}

/** Most requests under way. A Worker may have six open connections in all. */
const AT_ONCE = 5;

/** And while it does not answer: a probe that hangs must not hold up a new page. */
const PROBES_AT_ONCE = 2;

/** Longer than any try, in milliseconds. */
const LONGEST_TRY = 30_000;

export function newLine(pace: Pace, now: number): Line {
  return {
    tokens: pace.burst,
    refilledAt: now,
    failures: 0,
    downSince: null,
    backAt: 0,
    backFrom: null,
    upAt: 0,
    triedAt: 0,
    probeAt: 0,
    wantedAt: 0,
    holdUntil: 0,
    refused: null,
    paused: null,
    access: null,
  };
}

function refill(line: Line, pace: Pace, now: number): Line {
  const gained = (Math.max(0, now - line.refilledAt) * pace.perMinute) / 60_000;
  return {
    ...line,
    tokens: Math.min(pace.burst, line.tokens + gained),
    refilledAt: Math.max(now, line.refilledAt),
  };
}

/** Whether one message at a time finds out if it answers again. */
export function isProbing({ failures, refused }: Line): boolean {
  return failures > 0 || refused !== null;
}

/** The earliest time at which a message may go out; infinite while nothing may. */
export function opensAt(line: Line, pace: Pace, now: number): number {
  if (line.paused || line.refused?.stop) return Number.POSITIVE_INFINITY;
  const { tokens } = refill(line, pace, now);
  const nextToken = tokens >= 1 - 1e-9 ? 0 : now + Math.ceil(((1 - tokens) * 60_000) / pace.perMinute);
  return Math.max(nextToken, line.holdUntil, isProbing(line) ? line.probeAt : 0);
}

/** How many messages may go out now, beside `underWay` requests. */
export function room(line: Line, pace: Pace, now: number, underWay: number): number {
  if (opensAt(line, pace, now) > now) return 0;
  if (isProbing(line)) return underWay < PROBES_AT_ONCE ? 1 : 0;
  return Math.max(0, Math.min(AT_ONCE - underWay, Math.floor(refill(line, pace, now).tokens + 1e-9)));
}

/** A try begins. While it finds out whether the destination answers, only a new page is a reason for another. */
export function begun(line: Line, pace: Pace, now: number): Line {
  // What begins is written down, and that the access is still refused is not.
  const probeAt = line.refused ? now + REFUSED_EVERY : isProbing(line) ? now + LONGEST_TRY : line.probeAt;
  return { ...spend(line, pace, now, 1), triedAt: now, probeAt, wantedAt: 0 };
}

/** Requests go out. */
export function spend(line: Line, pace: Pace, now: number, requests: number): Line {
  const full = refill(line, pace, now);
  return { ...full, tokens: full.tokens - requests };
}

function back(line: Line, now: number): Line {
  const backFrom = line.refused ? "refused" : line.failures > 0 ? "unreachable" : line.backFrom;
  return { ...line, backAt: now, backFrom, failures: 0, downSince: null, refused: null, probeAt: 0 };
}

/** It answered, with yes or with a no that is about the message. A pause that it asked for meanwhile stays. */
export function answered(line: Line, now: number): Line {
  return { ...(isProbing(line) ? back(line, now) : line), upAt: now };
}

/** The vendor asked that nothing be sent for so long. */
export function held(line: Line, now: number, wait: number): Line {
  return { ...line, holdUntil: Math.max(line.holdUntil, now + wait) };
}

/** A try that began at `began` failed, and not because of the message. */
export function failed(line: Line, began: number, random: number): Line {
  const failures = line.failures + 1;
  const downSince = line.downSince ?? began;
  const waited = Math.ceil(began + waitAfter(failures, began - downSince, random));
  // A new page that came while this was under way is a reason for another probe all the same.
  const probeAt = line.wantedAt > began ? Math.min(waited, line.triedAt + LEAST_GAP) : waited;
  return { ...line, failures, downSince, probeAt, refused: null };
}

/** The vendor refuses our access. */
export function refuse(line: Line, now: number, reason: string, stop: boolean): Line {
  const since = line.refused?.since ?? now;
  return { ...line, refused: { since, reason, stop }, probeAt: now + REFUSED_EVERY };
}

/** There is a new page: it is a reason to find out, unless the vendor asked to wait or refuses us. */
export function wanted(line: Line, now: number): Line {
  if (line.failures === 0 || line.refused) return line;
  const probeAt = Math.min(line.probeAt, Math.max(now, line.triedAt + LEAST_GAP));
  return { ...line, probeAt, wantedAt: now };
}

/** The access is `access` from now on. Where it has changed, nothing holds any more of what it was refused for. */
export function withAccess(line: Line, access: string, now: number): Line {
  if (line.access === access) return line;
  return line.access === null ? { ...line, access } : { ...back(line, now), holdUntil: 0, access };
}

/** An operator holds it. Who holds it already, goes on. */
export function pause(line: Line, now: number, by: string | null): Line {
  return { ...line, paused: line.paused ?? { since: now, by } };
}

/** It is held no more: all that waits may go at once, as far as the vendor lets it. */
export function release(line: Line, now: number): Line {
  return line.paused ? { ...line, paused: null, backAt: now, backFrom: "held", probeAt: now } : line;
}
