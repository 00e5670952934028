import { AlarmContact } from "@pulumi/alicloud/cms/alarmContact.js";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a plain resource without one": [
      () => new AlarmContact("nobody", { alarmContactName: "nobody", describe: "nobody" }),
      undefined,
      "nobody has neither mail nor phone nor webhook",
    ],
  },
  quiet: {
    "a plain resource with mail": () =>
      new AlarmContact("ann", { alarmContactName: "ann", describe: "Ann", channelsMail: "a@example.com" }),
  },
};
