import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
} from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("ilert-relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "ilert.example.com",
  destinations: { ilert: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") } },
  sources: { production: { deliverTo: ["ilert"] } },
});

// A contact whose webhook is the receiver, in a group that the rule notifies: the rule needs no callback of its own.
const relay = new AlertContact("ilert-contact", { dingTalkWebhook: receiver.callback("production") });
const group = new ContactGroup("ilert-group", { contacts: [relay.contactName] });

new MetricRule("ilert-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  contactGroups: [group.groupName],
});
