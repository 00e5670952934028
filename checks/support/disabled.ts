/** Why a check is disabled, and until when. */
export interface Disabled {
  /** Empty where none was given; then nothing is disabled. */
  reason: string;
  /** Milliseconds since 1970: the end of the day that was named, in UTC. Undefined: for good. */
  until: number | undefined;
}

const DAY = 86_400_000;

/**
 * Reads a reason: `"the batch job runs for an hour"`, or with an end,
 * `"until 2026-12-31: the batch job moves to its own cluster"`.
 */
export function readReason(text: string): Disabled {
  const [, date, reason] = /^until (\d{4}-\d\d-\d\d)(?::\s*(.*))?$/s.exec(text.trim()) ?? [];
  if (date === undefined) return { reason: text.trim(), until: undefined };
  return { reason: reason ?? "", until: Date.parse(`${date}T00:00:00Z`) + DAY };
}
