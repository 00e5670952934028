import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
  NoDataPolicy,
} from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("itoc360-relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "itoc360.example.com",
  destinations: {
    itoc360: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itoc360Token") },
  },
  // Another priority for this source alone: itoc360 shows warnings as high instead of medium.
  sources: { production: { deliverTo: ["itoc360"], severities: { itoc360: { warn: "high" } } } },
});
const callback = receiver.callback("production");

// Steps 1 and 2: a contact with the webhook, in a group.
const relay = new AlertContact("itoc360-contact", { dingTalkWebhook: callback });
const group = new ContactGroup("itoc360-group", { contacts: [relay.contactName] });

// Step 3: a rule that notifies the group, with its alert callback and its mute period.
new MetricRule("itoc360-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  warn: { comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  noDataPolicy: NoDataPolicy.Alert,
  mutePeriod: "6 hours",
  contactGroups: [group.groupName],
  callback,
});
