import { DURATION_FORMAT, durationText, parseDuration } from "../vocabulary/duration.ts";
import type { Problems } from "./problems.ts";

/** Seconds of an argument within a range, both ends included. Where it is wrong, any number. */
export function readDuration(
  problems: Problems,
  path: string,
  text: string,
  { least = 0, most = Number.POSITIVE_INFINITY }: { least?: number; most?: number },
): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) problems.add(path, `must be ${DURATION_FORMAT}, not "${text}"`);
  else if (seconds < least || seconds > most)
    problems.add(path, `must be ${rangeText(least, most)}, not "${text}"`);
  return seconds ?? least;
}

function rangeText(least: number, most: number): string {
  const [from, to] = [least, most].map(durationText);
  if (most === Number.POSITIVE_INFINITY) return `at least ${from}`;
  return least === 0 ? `at most ${to}` : `from ${from} to ${to}`;
}
