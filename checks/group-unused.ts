import { UNKNOWN } from "../program/evaluator/plan.ts";
import type { Check } from "./support/check.ts";

export const groupUnused: Check<"contact-group"> = {
  id: "group-unused",
  severity: "warning",
  summary: "No rule of the program names the contact group.",
  appliesTo: ["contact-group"],
  find({ groupName }, { program }) {
    // A program without rules declares its groups for others.
    if (program.metricRules.length + program.eventRules.length === 0) return [];
    const { resources } = program;
    const used = resources.some(({ inputs }) =>
      names(inputs.contactGroups ?? inputs.contactParameters, groupName),
    );
    return used ? [] : [{ message: `is used by no rule: nobody in ${groupName} hears of anything` }];
  },
};

/** Groups stand joined by commas, in lists, or in records of their own, by kind of rule. */
function names(value: unknown, group: string): boolean {
  // Not known before the update: it may be this one.
  if (value === UNKNOWN) return true;
  if (typeof value === "string") return value.split(",").includes(group);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((each) => names(each, group));
}
