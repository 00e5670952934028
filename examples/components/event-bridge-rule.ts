import * as pulumi from "@pulumi/pulumi";
import { EventBridgeRule, events } from "cloudmonitor-relay";

const config = new pulumi.Config();
// Or, in the receiver's own program: receiver.callback("production").
const callback = config.requireSecret("callback");

// Under the key of the EventRule that it follows, so that both run side by side and make one incident.
new EventBridgeRule("ecs-failures-by-bus", {
  key: "ecs-failures",
  events: [
    events.ecs.Disk_Stalled_Executing,
    events.ecs.Instance_SystemFailure_Reboot_Executing,
    events.ecs.Instance_SystemMaintenance_Reboot_Scheduled,
  ],
  callback,
  deadLetterQueue: "acs:mns:cn-hangzhou:1100000000000000:queues/relay-dead-letters",
  owner: "sre",
});

// Every event of a product: what is not wanted is routed away by the receiver.
new EventBridgeRule("rds", { product: "RDS", openFor: "30 minutes", callback });
