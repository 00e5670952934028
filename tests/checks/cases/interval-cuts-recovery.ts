import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "office hours": [
      ({ rule }) => rule({ effectiveInterval: "09:00-18:00 +0800 dayofweek 1,2,3,4,5" }),
      "effectiveInterval",
      'sends nothing outside "09:00-18:00',
    ],
    "a quiet hour": [
      ({ rule }) => rule({ noEffectiveInterval: "03:00-04:00" }),
      "noEffectiveInterval",
      "leaves its incident open",
    ],
  },
  quiet: {
    "the whole day": ({ rule }) => rule({ effectiveInterval: "00:00-23:59 +0800" }),
    "a rule that opens no incident": ({ rule }) =>
      rule({ effectiveInterval: "09:00-18:00", callback: undefined }),
  },
};
