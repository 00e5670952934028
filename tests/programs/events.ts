import { Provider } from "@pulumi/alicloud/provider.js";
import {
  AlertContact,
  AlertReceiver,
  ContactGroup,
  DestinationKind,
  EventRule,
  type EventRuleArgs,
  EventType,
  events,
  RuleLevel,
} from "../../components/index.ts";
import { SECRETS } from "./evaluate.ts";

/** Rules on system events, each with something of its own. `variants` change the first one. */
export function declareEvents(variants: Partial<EventRuleArgs>[]): void {
  const receiver = new AlertReceiver("relay", {
    accountId: "0".repeat(32),
    hostname: "alerts.example.com",
    callbackSecret: SECRETS.callbackSecret,
    destinations: { itoc: { kind: DestinationKind.Itoc360, credential: SECRETS.itocToken } },
    sources: { production: { deliverTo: ["itoc"] } },
  });
  const person = new AlertContact("person", { mail: "p@example.com" });
  const group = new ContactGroup("group", { contacts: [person.contactName] });

  const plain: EventRuleArgs = {
    events: [events.ecs.Disk_Stalled_Executing],
    callback: receiver.callback("production"),
    contactGroups: [group.groupName],
  };
  new EventRule("changed", plain);
  for (const [index, variant] of variants.entries()) {
    // Of another account: in one, no two rules have one name.
    const providers = [new Provider(`account-${index}`, {})];
    const args = { ...plain, ruleName: "changed", key: "changed", ...variant };
    new EventRule(`variant-${index}`, args, { providers });
  }

  new EventRule("everything", {
    events: [events.ecs.Instance_SystemMaintenance_Reboot_Scheduled, events.ecs.Disk_Stalled_Executing],
    product: "ECS",
    types: [EventType.Maintenance, EventType.Exception],
    levels: [RuleLevel.Critical],
    filter: "web and not test",
    contactGroups: [group.groupName, "made-by-hand"],
    callback: receiver.callback("production"),
    mutePeriod: "10 minutes",
    resolvedBy: ["Executed", "Avoided", "Executed"],
    openFor: "2 hours",
    group: "4711",
    description: "servers that fail",
    ruleName: "服务器",
    key: "servers",
    labels: { team: "sre" },
    owner: "ops",
  });
  new EventRule("disabled", { ...plain, enabled: false });
  new EventRule("whole-product", { product: "VPN", contactGroups: [group.groupName] });
  new EventRule("by-status", {
    product: "RDS",
    statuses: ["executing"],
    runbook: "https://r.example.com/",
    callback: receiver.callback("production"),
  });
  new EventRule("unlisted", {
    events: [
      { product: "ECS", name: "Brand:New", unlisted: true, resolvedBy: ["Brand:Old"] },
      events.ecs.Disk_Stalled_Executing,
    ],
    callback: receiver.callback("production"),
  });
  new EventRule("ends-nothing", { ...plain, resolvedBy: [] });
}
