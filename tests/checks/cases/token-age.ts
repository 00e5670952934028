import type { Cases } from "../kit.ts";

export const cases: Cases = {
  parameters: { days: 180, rotated: "production 2026-06-01, staging 2026-01-01" },
  finds: {
    "an old token": [
      ({ receiver }) => receiver({ sources: { staging: { deliverTo: ["pager"] } } }),
      "sources.staging",
      'has a token for "staging" that is 323 days old; 180 are allowed',
    ],
    "a source without a date": [
      ({ receiver }) => receiver({ sources: { testing: { deliverTo: ["pager"] } } }),
      "sources.testing",
      "no date of rotation is written down",
    ],
  },
  quiet: { "a token of this summer": ({ receiver }) => receiver({}) },
};
