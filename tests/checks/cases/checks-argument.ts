import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a check that does not exist": [
      ({ rule }) => rule({ checks: { "times-to-long": "a reason" } }),
      "checks.times-to-long",
      'disables "times-to-long", which is no check',
    ],
    "no reason": [
      ({ rule }) => rule({ checks: { "times-too-long": " " } }),
      "checks.times-too-long",
      "disables times-too-long without a reason",
    ],
    "a date that is over": [
      ({ rule }) => rule({ checks: { "times-too-long": "until 2026-11-19: the batch job moves" } }),
      "checks.times-too-long",
      "for a time that is over",
    ],
  },
  quiet: {
    "a reason": ({ rule }) => rule({ checks: { "times-too-long": "it is a batch job" } }),
    "a date to come": ({ rule }) => rule({ checks: { "times-too-long": "until 2026-11-20: the job moves" } }),
  },
};
