import type { Check } from "./support/check.ts";

export const consoleUnknown: Check<"receiver"> = {
  id: "console-unknown",
  severity: "info",
  summary: "Nothing says which site an account is of, so its messages have no links to the console.",
  appliesTo: ["receiver"],
  find({ config }) {
    return Object.entries(config.sources).flatMap(([source, { console }]) =>
      console === undefined
        ? {
            path: `sources.${source}.console`,
            message: `has the source "${source}" without a console: its messages have no links to the rule and the charts`,
          }
        : [],
    );
  },
};
