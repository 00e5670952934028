import * as pulumi from "@pulumi/pulumi";
import { EventRule, EventType, events, RuleLevel } from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");

// Resolved by itself: the catalogue knows what ends these.
new EventRule("ecs-failures", {
  events: [
    events.ecs.Disk_Stalled_Executing,
    events.ecs.Instance_SystemFailure_Reboot_Executing,
    events.ecs.Instance_SystemMaintenance_Reboot_Scheduled,
  ],
  callback,
  owner: "sre",
});

// Nothing ends a failover, so its incident closes after a while.
new EventRule("rds-failover", {
  events: [events.rds.Instance_Failover],
  openFor: "30 minutes",
  contactGroups: ["databases"],
  callback,
});

// A product that the catalogue lacks, by type and level.
new EventRule("vpn", {
  product: "VPN",
  types: [EventType.Exception],
  levels: [RuleLevel.Critical, RuleLevel.Warn],
  callback,
});
