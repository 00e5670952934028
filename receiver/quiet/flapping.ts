import { mismatch } from "../routing.ts";
import type { Gathering } from "./gathering.ts";

/** What opens and is resolved again and again becomes one incident, whose end is told once it has been quiet. */
export const flapping: Gathering = {
  name: "flapping",

  matches({ flapping = [] }, alert, level) {
    return flapping
      .filter((each) => !mismatch(each, alert, level))
      .map(({ name }) => ({ name, region: alert.region }));
  },
};

/** Seconds in which openings are counted, and for which it has to be quiet, where the program doesn't say. */
export const FLAPPING_WITHIN = 30 * 60;
export const FLAPPING_QUIET = 15 * 60;
