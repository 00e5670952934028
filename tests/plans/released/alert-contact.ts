import * as pulumi from "@pulumi/pulumi";
import { AlertContact, ContactGroup, Language } from "cloudmonitor-relay";

const config = new pulumi.Config();

const mei = new AlertContact("mei", {
  description: "Mei, database on call",
  mail: "mei@example.com",
  phone: config.requireSecret("phoneOfMei"),
  language: Language.Chinese,
});

// The contact-based way to feed the receiver: every rule that notifies this contact calls it back.
const relay = new AlertContact("relay", { dingTalkWebhook: config.requireSecret("callback") });

new ContactGroup("databases", { contacts: [mei.contactName, relay.contactName] });
