import * as pulumi from "@pulumi/pulumi";
import {
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
  NoDataPolicy,
} from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("flashduty-relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "flashduty.example.com",
  destinations: {
    flashduty: { kind: DestinationKind.Flashduty, credential: config.requireSecret("flashdutyKey") },
    databases: { kind: DestinationKind.Flashduty, credential: config.requireSecret("flashdutyDatabasesKey") },
  },
  sources: {
    production: {
      deliverTo: ["flashduty"],
      // Routing by what the payload says.
      routes: [{ name: "databases", namespaces: ["acs_rds_dashboard"], deliverTo: ["databases"] }],
    },
  },
});

// Rule-based: the callback stands at the rule. Contact-based is the contact of the other guides.
const group = new ContactGroup("flashduty-group", { contacts: [config.require("onCallContact")] });
const notify = { contactGroups: [group.groupName], callback: receiver.callback("production") };

new MetricRule("flashduty-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  warn: { comparison: Comparison.AtLeast, threshold: 85, times: 5 },
  noDataPolicy: NoDataPolicy.Alert,
  ...notify,
});

new MetricRule("flashduty-rds-connections", {
  metric: metrics.rds.ConnectionUsage,
  critical: { comparison: Comparison.AtLeast, threshold: 90, times: 3 },
  ...notify,
});
