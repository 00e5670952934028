import { nearest } from "../components/validation/names.ts";
import { UNKNOWN } from "../program/evaluator/plan.ts";
import { UNKNOWN_NAME } from "../program/model/values.ts";
import type { Check } from "./support/check.ts";

export const groupUndeclared: Check<"metric-rule" | "event-rule"> = {
  id: "group-undeclared",
  severity: "warning",
  summary: "The rule names a contact group that the program does not declare beside those that it does.",
  appliesTo: ["metric-rule", "event-rule"],
  parameters: {
    elsewhere: {
      about: "Contact groups that exist without the program, joined by commas.",
      default: "",
    },
  },
  find({ contactGroups }, { program, parameters }) {
    const declared = program.contactGroups.map(({ groupName }) => groupName);
    // A program that declares none takes those of another one, or of people.
    if (declared.length === 0) return [];
    if (program.contactGroups.some(({ resource }) => resource.inputs.alarmContactGroupName === UNKNOWN))
      return [];
    const elsewhere = String(parameters.elsewhere)
      .split(",")
      .map((name) => name.trim());
    const known = [...declared, ...elsewhere, UNKNOWN_NAME];
    return contactGroups
      .filter((name) => !known.includes(name))
      .filter((name) => nearest(name, declared) === undefined)
      .map((name) => ({
        path: "contactGroups",
        message: `notifies "${name}", which the program does not declare, unlike its other groups: where it does not exist, CloudMonitor refuses the rule`,
      }));
  },
};
