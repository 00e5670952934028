import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a quiet time that covers everything": [
      ({ rule }) =>
        rule({ effectiveInterval: "09:00-18:00 +0800", noEffectiveInterval: "00:30-12:00 +0000" }),
      "noEffectiveInterval",
      "takes away all",
    ],
  },
  quiet: {
    "a quiet time within": ({ rule }) => rule({ noEffectiveInterval: "03:00-04:00" }),
    "days that the quiet time leaves": ({ rule }) =>
      rule({ effectiveInterval: "09:00-18:00", noEffectiveInterval: "00:00-23:59 dayofweek 6,7" }),
  },
};
