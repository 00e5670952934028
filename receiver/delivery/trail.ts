import type { MessageKind } from "../destinations/destination.ts";

/** One try of a message, however it ended. Times are milliseconds. */
export interface Tried {
  /** When it was over, since 1970. */
  at: number;
  kind: MessageKind;
  outcome: TriedOutcome;
  /** HTTP status of the answer; null: there was none. */
  status: number | null;
  /** How long it took. */
  took: number;
  /** Why it did not arrive. Holds no secret. */
  reason?: string;
  /** Of what arrived: how long after its callback. */
  late?: number;
}

export type TriedOutcome = "delivered" | "retry" | "rejected";

/** Upper ends of the classes in which delays are counted, in seconds; the last class has none. */
export const DELAYS = [1, 2, 5, 10, 30, 60, 300, 1800] as const;

/** How many tries there were. Adds up over incidents. */
export interface Tally {
  counts: Record<TriedOutcome, number>;
  /** What arrived, by how long after its callback; one more than `DELAYS`. */
  delays: number[];
  /** Sum of these, in milliseconds. */
  delay: number;
}

/** Every try of one incident at one destination: all are counted, the first and the last ones kept. */
export interface Trail extends Tally {
  first: Tried[];
  last: Tried[];
}

const FIRST = 3;
const LAST = 9;

/** Characters of each reason. */
const LONGEST_REASON = 200;

export function emptyTally(): Tally {
  return {
    counts: { delivered: 0, retry: 0, rejected: 0 },
    delays: [...DELAYS.map(() => 0), 0],
    delay: 0,
  };
}

/** `trail`, JSON, with one more. */
export function withTry(trail: string | null, { reason, ...tried }: Tried): string {
  const { first, last, ...tally } = readTrail(trail);
  const entry: Tried = { ...tried, ...(reason && { reason: reason.slice(0, LONGEST_REASON) }) };
  tally.counts[entry.outcome]++;
  if (entry.late !== undefined) {
    const place = DELAYS.findIndex((end) => Number(entry.late) <= end * 1000);
    const index = place === -1 ? DELAYS.length : place;
    tally.delays[index] = (tally.delays[index] ?? 0) + 1;
    tally.delay += entry.late;
  }
  const kept =
    first.length < FIRST
      ? { first: [...first, entry], last }
      : { first, last: [...last, entry].slice(-LAST) };
  return JSON.stringify({ ...tally, ...kept } satisfies Trail);
}

export function readTrail(trail: string | null): Trail {
  return trail === null ? { ...emptyTally(), first: [], last: [] } : (JSON.parse(trail) as Trail);
}

/** Adds one to another, which it changes. */
export function addTally(to: Tally, { counts, delays, delay }: Tally): void {
  for (const outcome of Object.keys(to.counts) as TriedOutcome[]) to.counts[outcome] += counts[outcome];
  to.delays = to.delays.map((count, index) => count + (delays[index] ?? 0));
  to.delay += delay;
}
