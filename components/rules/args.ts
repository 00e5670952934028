import type * as pulumi from "@pulumi/pulumi";
import type { Comparison, NoDataPolicy, Statistic } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";

/** When a rule fires at one level. */
export interface LevelArgs {
  /** How a period's values become one. Default: the metric's only statistic, else Average. */
  statistic?: Statistic;
  comparison: Comparison;
  /** In the metric's unit. */
  threshold: number;
  /** After how many periods in a row. Default: 3. */
  times?: number;
}

export interface MetricRuleArgs {
  metric: Metric;
  /** At least one of the three levels. */
  critical?: LevelArgs;
  warn?: LevelArgs;
  info?: LevelArgs;
  /** Dimensions of each watched resource, e.g. `[{ instanceId: "i-…" }]`. Default: every resource of the account. */
  resources?: pulumi.Input<Record<string, pulumi.Input<string>>>[];
  /** Names of contact groups: `ContactGroup.groupName` of each. At least one: CloudMonitor requires it. */
  contactGroups: pulumi.Input<string>[];
  /** Where alerts are posted to: `receiver.callback("source")`. Kept secret. Default: nowhere. */
  callback?: pulumi.Input<string>;
  /** Name that people see in notifications. Default: the component's name. */
  ruleName?: string;
  /**
   * Stable key of the rule: incidents are told apart by it, so it stays what it was when the rule is
   * renamed or replaced. Letters, digits, dots, hyphens and underscores. Default: the component's name.
   */
  key?: string;
  /** Over which time values are aggregated. Default: the metric's own period, at least a minute. */
  period?: string;
  /** How long to stay quiet about an alert that goes on, from "5 minutes" to "24 hours". Default: "1 hour". */
  mutePeriod?: string;
  /** When notifications are sent: `HH:mm-HH:mm`, see `checkInterval`. Default: all day. */
  effectiveInterval?: string;
  /** When they are not sent, in the same form. */
  noEffectiveInterval?: string;
  /** What to do when the metric stops arriving. Default: keep the last state. */
  noDataPolicy?: NoDataPolicy;
  /** Whether the recovery is sent. Without it incidents stay open. Default: true. */
  sendRecovery?: boolean;
  /** Labels that CloudMonitor shows in notifications. */
  labels?: Record<string, pulumi.Input<string>>;
  /** Subject of mails. Default: CloudMonitor's own. */
  emailSubject?: string;
  /** Whether the rule is active. Default: true. */
  enabled?: boolean;
}
