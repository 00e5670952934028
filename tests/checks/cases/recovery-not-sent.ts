import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "incidents that nothing resolves": [
      ({ rule }) => rule({ sendRecovery: false }),
      "sendRecovery",
      "opens incidents that nothing resolves",
    ],
  },
  quiet: {
    "the default": ({ rule }) => rule({}),
    "a rule that opens no incident": ({ rule }) => rule({ sendRecovery: false, callback: undefined }),
  },
};
