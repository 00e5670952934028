import type { Cases } from "../kit.ts";

export const cases: Cases = {
  parameters: { rules: 2 },
  finds: {
    "three of two": [
      ({ rule }) => ["a", "b", "c"].map((name) => rule({}, name)),
      undefined,
      "declares 3 rules, and the account may have 2",
    ],
  },
  quiet: { "two of two": ({ rule }) => ["a", "b"].map((name) => rule({}, name)) },
};
