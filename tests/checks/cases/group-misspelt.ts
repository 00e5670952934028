import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a letter too few": [
      ({ rule }) => rule({ contactGroups: ["on-cal"] }),
      "contactGroups",
      'notifies "on-cal", which is not declared; did you mean "on-call"?',
    ],
  },
  quiet: {
    "a declared group": ({ rule }) => rule({}),
    "a group of another name, made by hand": ({ rule }) => rule({ contactGroups: ["database team"] }),
  },
};
