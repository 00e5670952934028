import { AlarmContactGroup } from "@pulumi/alicloud/cms/alarmContactGroup.js";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a plain resource without members": [
      () => new AlarmContactGroup("empty", { alarmContactGroupName: "empty" }),
      "contacts",
      "the group empty has no members",
    ],
  },
  quiet: {
    "a plain resource with a member": () =>
      new AlarmContactGroup("team", { alarmContactGroupName: "team", contacts: ["mail"] }),
  },
};
