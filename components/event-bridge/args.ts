import type * as pulumi from "@pulumi/pulumi";
import type { SystemEvent } from "../events/event.ts";

/** Arguments of a rule on events by EventBridge. */
export interface EventBridgeRuleArgs {
  /** Where events are posted to: `receiver.callback("source")`. Its token travels in a header. Kept secret. */
  callback: pulumi.Input<string>;
  /**
   * Events of one product, e.g. `[events.ecs.Disk_Stalled_Executing]`, as of `EventRule`: what ends them comes
   * along. They are picked by the name in an event's data, which is not verified. Default: every event of `product`.
   */
  events?: SystemEvent[];
  /** The service as events name it, e.g. `ECS`. Default: that of `events`. */
  product?: string;
  /** Sources of events, in place of the product's own, e.g. `acs.ecs`. Default: both spellings of `product`. */
  eventSources?: string[];
  /** The event bus. Default: `default`, which has what cloud products publish. */
  eventBus?: string;
  /** ARN of the queue that takes what could not be delivered for a day, e.g. `acs:mns:…:queues/relay`. Default: none. */
  deadLetterQueue?: pulumi.Input<string>;
  /** As of `EventRule`. Default: what the catalogue says, which the receiver knows. */
  resolvedBy?: string[];
  /** How long an incident stays open that no event ends, e.g. "2 hours". Default: the receiver's. */
  openFor?: string;
  /** Default: the name that people see. */
  description?: string;
  /** Whether the rule is active. Default: true. */
  enabled?: boolean;
  /** Name of the rule, its connection and its API destination, with a hash of project and stack. Default: the component's name. */
  ruleName?: string;
  /**
   * Stable key of the rule: incidents are told apart by it. The key of an `EventRule` makes both one, so that they
   * may run side by side. Letters, digits, dots, hyphens and underscores. Default: the component's name.
   */
  key?: string;
  /** Labels for whoever is paged. Carried to the receiver in the address. */
  labels?: Record<string, pulumi.Input<string>>;
  /** What to do first: a URL. The label `runbook_url`, which destinations link to. */
  runbook?: string;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /** Rule checks that are disabled here: the reason by the check's id. */
  checks?: Record<string, string>;
}
