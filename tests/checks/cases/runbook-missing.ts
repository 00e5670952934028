import { type Cases, level } from "../kit.ts";

const runbook = "https://wiki.example.com/cpu";

export const cases: Cases = {
  finds: {
    "a critical rule without, two with": [
      ({ rule }) => {
        rule({ runbook }, "a-cpu");
        rule({}, "b-cpu");
        rule({ runbook }, "c-cpu");
      },
      undefined,
      "pages at critical without a runbook",
    ],
  },
  quiet: {
    "a rule that does not page": ({ rule }) => {
      rule({ runbook }, "a-cpu");
      rule({ critical: undefined, info: level }, "b-cpu");
    },
    "a program without runbooks": ({ rule }) => rule({}),
  },
};
