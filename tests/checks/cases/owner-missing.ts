import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "one rule without, two with": [
      ({ rule }) => {
        rule({ owner: "sre" }, "a-cpu");
        rule({ owner: "shop" }, "c-cpu");
        rule({}, "b-cpu");
      },
      undefined,
      "has no owner, though most rules do",
    ],
  },
  quiet: {
    "owners everywhere": ({ rule }) => rule({ owner: "sre" }),
    "a program that names some": ({ rule }) => {
      rule({ owner: "sre" }, "a-cpu");
      rule({}, "b-cpu");
    },
    "a program without owners": ({ rule }) => rule({}),
  },
};
