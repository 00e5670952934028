import type * as pulumi from "@pulumi/pulumi";
import type { Comparison, Join, NoDataPolicy, RuleLevel } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import type { AdoptArgs } from "./adopt.ts";

/** When a rule fires at one level. */
export interface LevelArgs {
  /**
   * How a period's values become one: `Statistic.Maximum`, or any other that the metric lists, such as
   * `Availability`. Default: the metric's only statistic, else Average.
   */
  statistic?: string;
  comparison: Comparison;
  /** In the metric's unit; for comparisons with the past, the change in percent. */
  threshold: number;
  /** After how many periods in a row. Default: 3. */
  times?: number;
}

/** One condition of a composite expression. */
export interface ConditionArgs {
  /** Default: the rule's own metric. Must be of the same namespace. */
  metric?: Metric;
  /** As of a level. Default: the metric's only statistic, else Average. */
  statistic?: string;
  comparison: Comparison;
  threshold: number;
  /** Default: the rule's period. */
  period?: string;
}

/** Several conditions as one, in place of the three levels. */
export interface CompositeArgs {
  level: RuleLevel;
  /** After how many periods in a row. Default: 3. */
  times?: number;
  /** Whether all conditions must hold or any. Default: all. */
  join?: Join;
  /** Two or more conditions. */
  conditions?: ConditionArgs[];
  /** A raw expression in place of conditions, e.g. `$Average > ($instanceId == 'i-x' ? 80 : 50)`. */
  raw?: string;
}

/** A query of hybrid monitoring, with the threshold inside, in place of the three levels. */
export interface PromqlArgs {
  /** PromQL whose results are alerts, e.g. `sum(rate(errors_total[5m])) by (pod) > 3`. */
  query: string;
  level: RuleLevel;
  /** After how many periods in a row. Default: 3. */
  times?: number;
  /** Annotations as in Prometheus, with its variables such as `{{ $labels.pod }}`. */
  annotations?: Record<string, string>;
}

/** What every kind of rule takes. */
export interface CommonRuleArgs {
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
  /** Labels for whoever is paged. Carried to the receiver in the callback URL. */
  labels?: Record<string, pulumi.Input<string>>;
  /** What to do first: a URL. The label `runbook_url`, which destinations link to. */
  runbook?: string;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /**
   * Whether labels travel in the callback URL, which may be at most 200 characters long: CloudMonitor is
   * not known to post them. Default: true.
   */
  carryLabels?: boolean;
  /**
   * How long an incident stays open that no recovery ends, from "1 minute" to "365 days"; each callback begins
   * it anew. Carried to the receiver in the callback URL. Default: for ever.
   */
  openFor?: string;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}

/** What rules on metrics take besides. */
export interface ThresholdRuleArgs extends CommonRuleArgs {
  /** What is watched: an entry of the catalogue such as `metrics.ecs.CPUUtilization`, or a metric by hand. */
  metric: Metric;
  critical?: LevelArgs;
  warn?: LevelArgs;
  info?: LevelArgs;
  /** Over which time values are aggregated. Default: the metric's own period, at least a minute. */
  period?: string;
  /** How long repeats of an alert that is still firing are suppressed, from "5 minutes" to "24 hours"; some of the vendor's pages name an hour as the least. Default: "1 hour". */
  mutePeriod?: string;
  /** When notifications are sent: `HH:mm-HH:mm`, with an offset and days of the week if wanted. Default: all day. */
  effectiveInterval?: string;
  /** When they are not sent, in the same form. */
  noEffectiveInterval?: string;
  /** Subject of mails. Default: CloudMonitor's own. */
  emailSubject?: string;
}

/** Arguments of a rule on one metric. */
export interface MetricRuleArgs extends ThresholdRuleArgs {
  /** Several conditions as one, in place of `critical`, `warn` and `info`. */
  composite?: CompositeArgs;
  /**
   * A query of hybrid monitoring, in place of levels and `composite`. The metric is then
   * `{ namespace: "acs_prometheus", metricName: "<namespace of hybrid monitoring>" }`.
   */
  promql?: PromqlArgs;
  /** Dimensions of each watched resource, e.g. `[{ instanceId: "i-…" }]`. Default: every resource of the account. */
  resources?: pulumi.Input<Record<string, pulumi.Input<string>>>[];
  /**
   * How often the rule is checked, each time over its `period`: a multiple of how often the metric arrives,
   * and best the same, because alerts may be missed otherwise. Default: CloudMonitor's own.
   */
  interval?: string;
  /** What to do when the metric stops arriving. Default: keep the last state. */
  noDataPolicy?: NoDataPolicy;
  /** Whether the recovery is sent. Without it incidents stay open. Default: true. */
  sendRecovery?: boolean;
  /** Whether the rule is active. Default: true. */
  enabled?: boolean;
  /** Adopts a rule that already exists. Default: creates a new one. */
  adopt?: AdoptArgs;
}
