import { type Cases, level } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "the same condition, with more patience": [
      ({ rule }) => rule({ warn: { ...level, times: 5 } }),
      "warn",
      "never fires at warn: critical has the same condition and needs 3 periods, not 5",
    ],
  },
  quiet: {
    "the same condition, sooner": ({ rule }) => rule({ warn: { ...level, times: 2 } }),
    "another condition": ({ rule }) => rule({ warn: { ...level, threshold: 80, times: 5 } }),
  },
};
