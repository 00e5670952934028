import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a letter too few": [
      ({ rule }) => rule({ contactGroups: ["on-cal"] }),
      "contactGroups",
      'notifies "on-cal", which is not declared; did you mean "on-call"?',
    ],
    "a letter too few in the older resource": [
      () =>
        new Alarm("old", {
          project: "acs_ecs_dashboard",
          metric: "CPUUtilization",
          contactGroups: ["on-call", "on-cal"],
        }),
      "contactGroups",
      'notifies "on-cal", which is not declared; did you mean "on-call"?',
    ],
  },
  quiet: {
    "a declared group": ({ rule }) => rule({}),
    "a group of another name, made by hand": ({ rule }) => rule({ contactGroups: ["database team"] }),
  },
};
