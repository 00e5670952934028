import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { EventRule, events } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

const old = (contactGroups: string[]) =>
  new Alarm("old", { project: "acs_ecs_dashboard", metric: "CPUUtilization", contactGroups });

export const cases: Cases = {
  parameters: { elsewhere: "managers, database team" },
  finds: {
    "a group that nothing declares": [
      ({ rule }) => rule({ contactGroups: ["on-call", "payments"] }),
      "contactGroups",
      'notifies "payments", which the program does not declare',
    ],
    "a group of a rule on events": [
      ({ checks }) =>
        new EventRule("failures", {
          events: [events.ecs.Disk_Stalled_Executing],
          contactGroups: ["payments"],
          ...(checks && { checks }),
        }),
      "contactGroups",
      'notifies "payments", which the program does not declare',
    ],
    "a group of the older resource": [
      () => old(["on-call", "payments"]),
      "contactGroups",
      'notifies "payments", which the program does not declare',
    ],
  },
  quiet: {
    "a declared group": ({ rule }) => rule({}),
    "groups of which the configuration says that they exist": ({ rule }) =>
      rule({ contactGroups: ["database team", "managers"] }),
    "a declared group that is misspelt, which another check says": ({ rule }) =>
      rule({ contactGroups: ["on-cal"] }),
  },
};
