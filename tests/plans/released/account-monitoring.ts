import { Provider } from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { AccountMonitoring } from "cloudmonitor-relay";

const singapore = new Provider("singapore", { region: "ap-southeast-1" });

// It was called "asia" once: key and alias keep what is deployed as it is.
const monitoring = new AccountMonitoring(
  "singapore",
  {
    key: "asia",
    contacts: { mail: { mail: "on-call@example.com" } },
    contactGroups: { "on-call": ["mail", "made-in-the-console"] },
    callback: new pulumi.Config().requireSecret("callback"),
    ruleSets: { ecs: { leaveOut: ["gpu-temperature"] }, redis: {} },
  },
  { providers: [singapore], aliases: [{ name: "asia" }] },
);

export const ruleIds = monitoring.ruleIds;
