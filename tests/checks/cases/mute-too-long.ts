import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a whole day": [({ rule }) => rule({ mutePeriod: "24 hours" }), "mutePeriod", "is muted for 1 day"],
  },
  quiet: {
    "half a day": ({ rule }) => rule({ mutePeriod: "12 hours" }),
    "a whole day of a rule that wakes nobody": ({ rule }) =>
      rule({ critical: undefined, info: level, mutePeriod: "24 hours" }),
    "the default": ({ rule }) => rule({}),
  },
};
