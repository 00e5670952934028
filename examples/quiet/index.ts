import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertLevel,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
  Statistic,
} from "../../components/index.ts"; // In a program of your own: "cloudmonitor-relay".

const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: config.require("hostname"),
  destinations: { pager: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") } },
  sources: {
    production: {
      deliverTo: ["pager"],
      // The databases are worked on at night; what is critical is told all the same.
      maintenance: [
        {
          name: "databases",
          namespaces: ["acs_rds_*"],
          schedule: "every day 02:00–03:00",
          passes: [AlertLevel.Critical],
        },
      ],
      // A host that goes takes its disks with it.
      inhibitions: [
        {
          name: "host",
          cause: { rules: ["host-load"], levels: [AlertLevel.Critical] },
          effects: { rules: ["host-disk"] },
          same: ["instanceId"],
          grace: "5 minutes",
        },
      ],
      // More than three new incidents in a minute are one.
      routes: [{ name: "everything", deliverTo: ["pager"], storm: { above: 3 } }],
    },
  },
});
const mail = new AlertContact("on-call-mail", { mail: config.require("onCallMail") });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const notify = { contactGroups: [onCall.groupName], callback: receiver.callback("production") };

new MetricRule("host-load", {
  metric: metrics.ecs.load_per_core_5m,
  critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 8, times: 1 },
  ...notify,
});

new MetricRule("host-disk", {
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 95, times: 1 },
  ...notify,
});

new MetricRule("web-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 95, times: 3 },
  ...notify,
});

new MetricRule("rds-connections", {
  metric: metrics.rds.ConnectionUsage,
  warn: { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 75, times: 1 },
  ...notify,
});
