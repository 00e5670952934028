import type { Check } from "./support/check.ts";
import { implies, pairs } from "./support/conditions.ts";

export const levelNeverFires: Check<"metric-rule"> = {
  id: "level-never-fires",
  severity: "bug",
  summary: "A worse level always fires at the same time or before, so this one never shows.",
  appliesTo: ["metric-rule"],
  find: ({ levels }) =>
    pairs(levels).flatMap(([worse, milder]) => {
      const covered = worse.threshold === milder.threshold && implies(milder, worse);
      if (!covered || !(milder.times >= worse.times)) return [];
      return [
        {
          path: milder.name,
          message: `never fires at ${milder.name}: ${worse.name} has the same condition and needs ${worse.times} periods, not ${milder.times}, and the worst level counts`,
        },
      ];
    }),
};
