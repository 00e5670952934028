import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  EventRule,
  events,
  MetricRule,
  metrics,
  Silence,
} from "../../components/index.ts";

// Mistakes, each with a comment that says what it is. What is said of them is docs/mistakes.md.

const atLeast90 = { comparison: Comparison.AtLeast, threshold: 90 };
const notify = { contactGroups: ["on-call"] };
const cpu = { metric: metrics.ecs.CPUUtilization, critical: atLeast90, ...notify };
const receiver = {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  destinations: { pager: { kind: DestinationKind.PagerDuty, credential: "0".repeat(32) } },
  sources: { production: { deliverTo: ["pager"] } },
};

// A misspelt argument that is spread in
const patient = { ...cpu, mutePeroid: "15 minutes", runbok: "https://wiki.example.com/cpu" };
new MetricRule("misspelt", patient);

// A misspelt argument of a level
const level = { ...atLeast90, time: 5 };
new MetricRule("misspelt-level", { ...cpu, critical: level });

// An argument that there is not
new ContactGroup("described", { contacts: ["mei"], ...{ description: "who is on call" } });

// A misspelt argument of a destination
const pager = { kind: DestinationKind.PagerDuty, credentials: "0".repeat(32) };
new AlertReceiver("typo", {
  ...receiver,
  scriptName: "typo",
  hostname: "typo.example.com",
  destinations: { pager },
});

// No arguments at all
new ContactGroup("nobody", undefined as never);

// Required arguments that are missing
new AlertReceiver("bare", { accountId: "0".repeat(32), hostname: "bare.example.com" } as never);

// A metric that the catalogue does not have, in a program that no compiler checks
new MetricRule("no-metric", {
  ...cpu,
  metric: (metrics.ecs as { CPUUtilisation?: never }).CPUUtilisation as never,
});

// A number as text
new MetricRule("quoted", { ...cpu, critical: { ...atLeast90, threshold: "90" as never } });

// A comparison in symbols
new MetricRule("symbols", { ...cpu, critical: { ...atLeast90, comparison: ">=" as never } });

// A statistic that the metric does not offer
new MetricRule("summed", { ...cpu, critical: { ...atLeast90, statistic: "Sum" } });

// A namespace that does not exist
new MetricRule("elsewhere", { ...cpu, metric: { namespace: "acs_ecs", metricName: "CPUUtilization" } });

// Every resource, in the API's own word
new MetricRule("everything", { ...cpu, resources: [{ resource: "_ALL" }] });

// A phone number without its country code
new AlertContact("mei", { phone: "13800000000" });

// An output where the value has to be known
new MetricRule("late-name", { ...cpu, ruleName: pulumi.output("cpu") as never });

// A callback that is too long with what it carries
const labels = { team: "the team that looks after all of the shops, day and night", floor: "3" };
new MetricRule("long", {
  ...cpu,
  labels,
  callback: `https://alerts.example.com/callbacks/production?token=${"a".repeat(32)}`,
});

// Two contact groups of one name
new ContactGroup("first", { contacts: ["mei"], groupName: "on-call" });
new ContactGroup("second", { contacts: ["lin"], groupName: "on-call" });

// Two contacts of one name, which one of them has from an output
new AlertContact("one", { mail: "one@example.com", contactName: "shared" });
new AlertContact("two", { mail: "two@example.com", contactName: "shared" });

// Two rules with one key
new MetricRule("web", { ...cpu, key: "cpu" });
new MetricRule("shop", { ...cpu, key: "cpu" });

// Two event rules of one name that notify in the same ways
new EventRule("disk", { events: [events.ecs.Disk_Stalled_Executing], ...notify, ruleName: "disks" });
new EventRule("disk-too", { events: [events.ecs.Disk_Stalled_Executing], ...notify, ruleName: "disks" });

// Two silences that are the same
new Silence("night", {
  resources: [{ instanceId: "i-1" }],
  namespace: "acs_ecs_dashboard",
  silenceName: "batch",
});
new Silence("day", {
  resources: [{ instanceId: "i-1" }],
  namespace: "acs_ecs_dashboard",
  silenceName: "batch",
});

// Two Workers of one name and address
new AlertReceiver("relay", receiver);
new AlertReceiver("relay-too", { ...receiver, scriptName: "relay" });

// Two components of one name
new ContactGroup("twins", { contacts: ["mei"], groupName: "twins-1" });
new ContactGroup("twins", { contacts: ["mei"], groupName: "twins-2" });
