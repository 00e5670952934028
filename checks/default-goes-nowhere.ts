import type { Check } from "./support/check.ts";

export const defaultGoesNowhere: Check<"receiver"> = {
  id: "default-goes-nowhere",
  severity: "info",
  summary: "What no route of a source takes goes nowhere.",
  appliesTo: ["receiver"],
  find: ({ config }) =>
    Object.entries(config.sources)
      .filter(([, { deliverTo }]) => deliverTo.length === 0)
      .map(([source]) => ({
        path: `sources.${source}.discardUnrouted`,
        message: `drops what no route of "${source}" takes: an alert that nobody thought of pages nobody`,
      })),
};
