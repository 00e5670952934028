import type * as pulumi from "@pulumi/pulumi";
import type { Metric } from "../metrics/metric.ts";

export interface HeartbeatArgs {
  /** Where heartbeats are posted to: `receiver.callback("source")`, of a source that expects this one. Kept secret. */
  callback: pulumi.Input<string>;
  /**
   * What is watched: any metric that always arrives and is never negative, such as `metrics.ecs.CPUUtilization` of
   * an instance that stays. When it stops arriving, so do heartbeats.
   */
  metric: Metric;
  /** The one resource that is watched, by its dimensions: `{ instanceId: "i-…" }`. Name one that is not deleted soon. */
  resource: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * How often a heartbeat comes, which is the rule's mute period: from "5 minutes" to "24 hours". `every` of the source's
   * `heartbeats` says the same. Default: "1 hour".
   */
  every?: string;
  /** Name by which the source expects it, among its `heartbeats`. Default: the component's name. */
  heartbeatName?: string;
  /** Name of the rule that people see in CloudMonitor. Default: the heartbeat's name and `heartbeat`. */
  ruleName?: string;
  /**
   * Name of the contact and of the contact group that nobody is in: 2 to 40 characters, unique in the account.
   * Default: the heartbeat's name and `-heartbeat`.
   */
  contactName?: string;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}
