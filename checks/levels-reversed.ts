import type { Check } from "./support/check.ts";
import { implies, pairs } from "./support/conditions.ts";

export const levelsReversed: Check<"metric-rule"> = {
  id: "levels-reversed",
  severity: "bug",
  summary: "A milder level has the stricter threshold.",
  appliesTo: ["metric-rule"],
  find: ({ levels }) =>
    pairs(levels).flatMap(([worse, milder]) => {
      // Of equal thresholds `level-never-fires` has something to say.
      if (!implies(milder, worse) || milder.threshold === worse.threshold) return [];
      return [
        {
          path: `${milder.name}.threshold`,
          message: `says ${milder.name} from ${milder.threshold} and ${worse.name} already from ${worse.threshold}: the milder level comes after the worse one`,
        },
      ];
    }),
};
