import type { Check } from "./support/check.ts";

export const overQuota: Check<"program"> = {
  id: "over-quota",
  severity: "warning",
  summary: "The program declares more rules than the account may have.",
  appliesTo: ["program"],
  parameters: { rules: { about: "Rules that the account may have, as the console shows it." } },
  find(_whole, { program, parameters }) {
    const count = program.metricRules.length + program.prometheusRules.length + program.eventRules.length;
    return count > Number(parameters.rules)
      ? [
          {
            message: `declares ${count} rules, and the account may have ${parameters.rules}: the rest is refused`,
          },
        ]
      : [];
  },
};
