import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ConsoleSite,
  ContactGroup,
  DestinationKind,
  MetricRule,
  metrics,
  ruleSets,
} from "cloudmonitor-relay";

const config = new pulumi.Config();

// The Worker that receives the callbacks, and where it takes them.
const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: config.require("hostname"),
  destinations: { pager: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") } },
  sources: { production: { deliverTo: ["pager"], console: ConsoleSite.International } },
});

// Who CloudMonitor itself notifies, beside the callbacks.
const mail = new AlertContact("on-call-mail", { mail: config.require("onCallMail") });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const notify = { contactGroups: [onCall.groupName], callback: receiver.callback("production") };

// Ready rules: change or leave out what does not fit, by name.
ruleSets.ecs("ecs", { leaveOut: ["gpu-temperature"], ...notify });

// A rule of one's own.
new MetricRule("api-errors", {
  metric: metrics.alb.LoadBalancerHTTPCodeUpstream5XX,
  critical: { comparison: Comparison.AtLeast, threshold: 10, times: 3 },
  warn: { comparison: Comparison.AtLeast, threshold: 1, times: 5 },
  mutePeriod: "15 minutes",
  ...notify,
});

/** Secret: tells each source's latest event time, open incidents, waiting deliveries and dead letters. */
export const statusUrl = receiver.statusUrl;
