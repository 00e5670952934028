import { Provider } from "@pulumi/alicloud/provider.js";
import {
  EventBridgeRule,
  type EventBridgeRuleArgs,
  EventRule,
  type EventRuleArgs,
  events,
} from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const rule = (args: EventRuleArgs) => (given: Given) =>
  new EventRule("failures", {
    callback: given.callback,
    ...(given.checks && { checks: given.checks }),
    ...args,
  });

const byBus = (args: Omit<EventBridgeRuleArgs, "callback">) => (given: Given) =>
  new EventBridgeRule(
    "failures",
    { callback: given.callback, ...(given.checks && { checks: given.checks }), ...args },
    { providers: [new Provider("account", { region: "cn-hangzhou" })] },
  );

export const cases: Cases = {
  finds: {
    "an event that nothing ends": [
      rule({ events: [events.rds.Instance_Failover] }),
      "events",
      "opens incidents on Instance_Failover, which nothing is known to end",
    ],
    "a product that the catalogue lacks": [rule({ product: "VPN" }), "events", "on all events of VPN"],
    "an event that nothing ends, by EventBridge": [
      byBus({ events: [events.rds.Instance_Failover] }),
      "events",
      "opens incidents on Instance_Failover, which nothing is known to end",
    ],
    "all events of a product that the catalogue lacks, by EventBridge": [
      byBus({ product: "VPN" }),
      "events",
      "on all events of vpn",
    ],
  },
  quiet: {
    "an event that another ends": rule({ events: [events.ecs.Disk_Stalled_Executing] }),
    "an event that another ends, by EventBridge": byBus({ events: [events.ecs.Disk_Stalled_Executing] }),
    "an event that matters for a while, by EventBridge": byBus({ product: "VPN", openFor: "1 hour" }),
    "an event that matters for a while": rule({ events: [events.rds.Instance_Failover], openFor: "1 hour" }),
    "a rule that says what ends its events": rule({ product: "VPN", resolvedBy: ["*Recovered"] }),
    "a rule that opens no incident": rule({
      events: [events.rds.Instance_Failover],
      callback: undefined,
      contactGroups: ["databases"],
    }),
  },
};
