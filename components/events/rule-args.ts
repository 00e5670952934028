import type * as pulumi from "@pulumi/pulumi";
import type { EventType, RuleLevel } from "../enums.ts";
import type { SystemEvent } from "./event.ts";

/** Arguments of a rule on system events. */
export interface EventRuleArgs {
  /**
   * Events of one product, e.g. `[events.ecs.Disk_Stalled_Executing]`. The events that end them come
   * along by themselves, so that the incident can be resolved. Default: every event of `product`.
   */
  events?: SystemEvent[];
  /** The service as events name it, e.g. `ECS`. Default: that of `events`. */
  product?: string;
  /** Only events of these types. Default: all. */
  types?: EventType[];
  /** Only events of these levels. Default: all. */
  levels?: RuleLevel[];
  /**
   * Only events of these statuses, e.g. `["Executing"]`. The provider can't filter by status, so this
   * picks the events of the catalogue that have one of them, by name. Default: all.
   */
  statuses?: string[];
  /** Only events whose content has these words, e.g. `192.168.0.1 and Executed`. Default: all. */
  filter?: string;
  /** Names of up to five contact groups: `ContactGroup.groupName` of each. Default: none. */
  contactGroups?: pulumi.Input<string>[];
  /** Where events are posted to: `receiver.callback("source")`. Kept secret. Default: nowhere. */
  callback?: pulumi.Input<string>;
  /**
   * How long to stay quiet about an event that comes again, up to "24 hours". Default: "0 seconds",
   * because what ends an event could otherwise be held back.
   */
  mutePeriod?: string;
  /**
   * Names or statuses of the events that end what the others begin, with `*` for any characters; all
   * events of the rule on one resource are then one incident. An empty list: nothing ends. Default: what
   * the catalogue says, which the receiver knows (`…:Executed` ends `…:Executing`).
   */
  resolvedBy?: string[];
  /**
   * How long an incident stays open that no event ends, e.g. "2 hours". Default: the receiver's, which is
   * an hour for events that nothing ends, and for ever for the others.
   */
  openFor?: string;
  /** Only events of this application group: `ApplicationGroup.groupId`. Default: all. */
  group?: pulumi.Input<string>;
  /** Default: the name that people see. */
  description?: string;
  /** Whether the rule is active; one that is not is taken out of CloudMonitor. Default: true. */
  enabled?: boolean;
  /** Name that people see. CloudMonitor's own ends in a hash of what replaces the rule. Default: the component's name. */
  ruleName?: string;
  /**
   * Stable key of the rule: incidents are told apart by it. Letters, digits, dots, hyphens and
   * underscores. Default: the component's name.
   */
  key?: string;
  /** Labels for whoever is paged. Carried to the receiver in the callback URL: event rules have none. */
  labels?: Record<string, pulumi.Input<string>>;
  /** What to do first: a URL. The label `runbook_url`, which destinations link to. */
  runbook?: string;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "event-rule-never-resolves": "closed by hand" }`. */
  checks?: Record<string, string>;
}
