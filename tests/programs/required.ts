import * as pulumi from "@pulumi/pulumi";
import { AlertContact, AlertReceiver, ContactGroup, DestinationKind } from "../../components/index.ts";

/** Requires configuration of every type, and hands some to components that check what they get. */
const config = new pulumi.Config();

export const given = config.require("given");
export const looked = String(config.get("nothing"));
export const text = config.require("teamName");
export const choice = config.require("choice", { allowedValues: ["second", "first"] });
export const number = config.requireNumber("number", { min: 3 });
export const flag = config.requireBoolean("flag");
export const map = config.requireSecretObject("map");

new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: config.require("place"),
  destinations: {
    hook: {
      kind: DestinationKind.Webhook,
      credential: config.requireSecret("hookSecret"),
      url: config.requireSecret("hookUrl"),
    },
    robot: {
      kind: DestinationKind.Telegram,
      credential: config.requireSecret("key"),
      url: config.requireSecret("robot"),
    },
    pager: { kind: DestinationKind.PagerDuty, credential: config.requireSecret("robotSecret") },
  },
  sources: { shop: { deliverTo: ["hook", "robot", "pager"], region: "cn-hangzhou" } },
});
const contact = new AlertContact("somebody", { mail: config.require("host") });
new ContactGroup("on-call", { contacts: [contact.contactName] });
