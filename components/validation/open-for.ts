import { readDuration } from "./duration.ts";
import type { Problems } from "./problems.ts";

const RANGE = { least: 60, most: 365 * 86_400 };

/** How long an incident stays open that nothing ends, in seconds; undefined: the receiver's default. */
export function readOpenFor(problems: Problems, openFor: string | undefined): number | undefined {
  return openFor === undefined ? undefined : readDuration(problems, "openFor", openFor, RANGE);
}
