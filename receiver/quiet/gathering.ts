import type { GatheringName, Stage } from "./stage.ts";

/** A stage that makes one incident of many, which takes the place of its members at the destinations. */
export interface Gathering extends Pick<Stage, "matches"> {
  name: GatheringName;
}

/** How many new incidents came in one second. */
export interface Tally {
  /** Its beginning, in milliseconds since 1970. */
  at: number;
  count: number;
}

export function total(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { count }) => sum + count, 0);
}

/**
 * From when on no more than `most` lie within `within` milliseconds, if no other comes; undefined: that is so already.
 * `tallies`: those of the time before, the oldest first.
 */
export function fewerFrom(tallies: readonly Tally[], most: number, within: number): number | undefined {
  let left = total(tallies);
  let at: number | undefined;
  for (const tally of tallies) {
    if (left <= most) return at;
    left -= tally.count;
    at = tally.at + within;
  }
  return at;
}

/** How long what is gathered waits to be told again, in milliseconds, unless it got worse: sooner after its first member. */
export function toldEvery(told: number): number {
  return told <= 1 ? 10_000 : 60_000;
}

/** Whether people should hear how many there are: as long as new ones are named, and each time that they doubled. */
export function isWorthTelling(count: number, told: number, named: number): boolean {
  return count > told && (count <= named || count >= 2 * told);
}
