import { UNKNOWN } from "../program/evaluator/plan.ts";
import type { Check } from "./support/check.ts";

export const groupWithoutContact: Check<"group"> = {
  id: "group-without-contact",
  severity: "bug",
  summary: "The contact group has no members.",
  appliesTo: ["group"],
  find: ({ contacts, groupName, resource }) =>
    contacts.length > 0 || resource.inputs.contacts === UNKNOWN
      ? []
      : [{ path: "contacts", message: `tells nobody: the group ${groupName} has no members` }],
};
