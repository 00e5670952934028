import type { Check } from "./support/check.ts";

export const recoveryNotSent: Check<"metric-rule"> = {
  id: "recovery-not-sent",
  severity: "bug",
  summary: "The rule opens incidents, but its recoveries are not sent, so nothing resolves them.",
  appliesTo: ["metric-rule"],
  find: ({ sendRecovery, callback }) =>
    sendRecovery || !callback
      ? []
      : [{ path: "sendRecovery", message: "opens incidents that nothing resolves: recoveries are not sent" }],
};
