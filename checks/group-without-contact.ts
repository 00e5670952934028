import type { Check } from "./support/check.ts";

export const groupWithoutContact: Check<"contact-group"> = {
  id: "group-without-contact",
  severity: "bug",
  summary: "The contact group has no members.",
  appliesTo: ["contact-group"],
  find: ({ contacts, groupName }) =>
    contacts.length > 0
      ? []
      : [{ path: "contacts", message: `tells nobody: the group ${groupName} has no members` }],
};
