import type { Check } from "./support/check.ts";

export const contactWithoutChannel: Check<"contact"> = {
  id: "contact-without-channel",
  severity: "bug",
  summary: "The contact has neither mail nor phone nor webhook.",
  appliesTo: ["contact"],
  find: ({ channels, contactName }) =>
    channels.length > 0
      ? []
      : [{ message: `reaches nobody: ${contactName} has neither mail nor phone nor webhook` }],
};
