import type { Cases } from "../kit.ts";

export const cases: Cases = {
  parameters: { pattern: "^shop-" },
  finds: {
    "a name of another form": [
      ({ rule }) => rule({ ruleName: "CPU too high" }),
      "ruleName",
      'is called "CPU too high", which does not match ^shop-',
    ],
  },
  quiet: { "a name of that form": ({ rule }) => rule({ ruleName: "shop-cpu" }) },
};
