import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "five minutes of mute, ten of period": [
      ({ rule }) => rule({ period: "10 minutes", mutePeriod: "5 minutes" }),
      "mutePeriod",
      "is muted for 5 minutes but evaluated every 10 minutes",
    ],
  },
  quiet: {
    "as long as the period": ({ rule }) => rule({ period: "5 minutes", mutePeriod: "5 minutes" }),
    "the default": ({ rule }) => rule({}),
  },
};
