import type { Cases } from "../kit.ts";

const sources = { production: { deliverTo: ["pager"] }, forgotten: { deliverTo: ["pager"] } };

export const cases: Cases = {
  finds: {
    "a source to which no rule posts": [
      ({ receiver, rule }) => {
        const other = receiver({ sources, hostname: "other.example.com" });
        rule({ callback: other.callback("production") });
      },
      "sources.forgotten",
      'has the source "forgotten", to which no rule of this program posts',
    ],
  },
  quiet: {
    "sources in use": ({ rule }) => rule({}),
    "a receiver for the rules of other programs": ({ receiver }) =>
      receiver({ sources, hostname: "other.example.com" }),
  },
};
