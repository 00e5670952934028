/** A try that failed. */
export interface Attempt {
  /** When it was over, in milliseconds since 1970. */
  at: number;
  /** HTTP status of the answer; null: there was none. */
  status: number | null;
  /** Holds no secret. */
  reason: string;
}

/** How many of the first and of the last ones are kept. Those between are only counted. */
const FIRST = 3;
const LAST = 7;

/** Characters of each reason. */
const LONGEST_REASON = 200;

/** `history`, the failed tries of a message as JSON, with one more. */
export function remember(history: string | null, { reason, ...attempt }: Attempt): string {
  const kept = attemptsOf(history);
  if (kept.length >= FIRST + LAST) kept.splice(FIRST, 1);
  return JSON.stringify([...kept, { ...attempt, reason: reason.slice(0, LONGEST_REASON) }]);
}

function attemptsOf(history: string | null): Attempt[] {
  return history === null ? [] : (JSON.parse(history) as Attempt[]);
}

/** What is kept of `count` failed tries: the first ones, how many after them are not kept, and the last ones. */
export function shown(history: string | null, count: number) {
  const kept = attemptsOf(history);
  const between = Math.max(0, count - kept.length);
  return { count, first: kept.slice(0, FIRST), between, last: kept.slice(FIRST) };
}
