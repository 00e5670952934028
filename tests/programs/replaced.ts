import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
} from "../../components/index.ts";

/** A receiver and one rule, whose name and whose contact's description come from the configuration. */
const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    hook: {
      kind: DestinationKind.Webhook,
      credential: config.requireSecret("signingSecret"),
      url: "https://hooks.example.com/",
    },
  },
  sources: { shop: { deliverTo: ["hook"] } },
  protectIncidents: false,
});
const contact = new AlertContact("kim", {
  mail: "kim@example.com",
  description: config.get("description") ?? "Kim",
});
const group = new ContactGroup("on-call", { contacts: [contact.contactName] });

new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90, times: 2 },
  ruleName: config.get("ruleName"),
  contactGroups: [group.groupName],
  callback: receiver.callback("shop"),
});
