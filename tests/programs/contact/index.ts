import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  Language,
  MetricRule,
  metrics,
} from "../../../components/index.ts";

/** The contact-based way: the contact's webhook is the receiver, rules name only the group. */
const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: config.require("hostname"),
  destinations: {
    hook: {
      kind: DestinationKind.Webhook,
      credential: config.requireSecret("webhookSigningSecret"),
      url: "https://hooks.example.com/in",
    },
  },
  sources: { team: { deliverTo: ["hook"], language: Language.Chinese } },
});

const robot = new AlertContact("robot", { dingTalkWebhook: receiver.callback("team") });
const group = new ContactGroup("team-group", { contacts: [robot.contactName] });
const rule = { metric: metrics.ecs.CPUUtilization, contactGroups: [group.groupName] };

new MetricRule("by-contact", {
  ...rule,
  critical: { comparison: Comparison.AtLeast, threshold: 90, times: 2 },
});
new MetricRule("both-ways", {
  ...rule,
  critical: { comparison: Comparison.AtLeast, threshold: 80, times: 2 },
  callback: receiver.callback("team"),
});
new MetricRule("elsewhere", {
  ...rule,
  info: { comparison: Comparison.AtLeast, threshold: 99, times: 1 },
  callback: "https://vendor.example.net/in",
});
