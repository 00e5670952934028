import type { Check } from "./support/check.ts";

export const callbackInTheOpen: Check<"metric-rule"> = {
  id: "callback-in-the-open",
  severity: "bug",
  summary: "A callback's token stands in the open in Pulumi's state and previews.",
  appliesTo: ["metric-rule"],
  find({ callback, resource: { secrets } }) {
    if (!callback || !secrets || secrets.includes("webhook")) return [];
    // Only an address that carries something secret.
    return /[?&](token|key|secret|integrationKey)=/i.test(callback.url)
      ? [{ path: "webhook", message: "has a callback with a token that is not marked as a secret" }]
      : [];
  },
};
