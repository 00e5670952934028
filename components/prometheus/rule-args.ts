import type * as pulumi from "@pulumi/pulumi";
import type { PromComparison, PrometheusSeverity } from "../enums.ts";

/** Thresholds of one query by severity: each severity becomes a rule of its own. */
export interface PrometheusThresholds {
  critical?: number;
  error?: number;
  warning?: number;
  info?: number;
}

export interface PrometheusRuleArgs {
  /** Workspace of CloudMonitor 2.0. */
  workspace: pulumi.Input<string>;
  /** Prometheus instance that is queried. */
  instanceId: pulumi.Input<string>;
  /** Region of the instance. Default: the rule's own. */
  region?: pulumi.Input<string>;
  /** PromQL with the condition inside, e.g. `up == 0`. Goes with `severity`. */
  expr?: string;
  severity?: PrometheusSeverity;
  /** PromQL without a condition, in place of `expr`. Goes with `thresholds`. */
  query?: string;
  /** How the query is compared with the thresholds. Default: above. */
  comparison?: PromComparison;
  thresholds?: PrometheusThresholds;
  /** How long the condition must hold. Default: "1 minute". */
  for?: string;
  /** How often the query is evaluated. Default: "1 minute". */
  every?: string;
  /**
   * What people read, with Prometheus' own variables such as `{{ $labels.pod }}` and `{{ $value }}`.
   * Default: the rule's name and the value.
   */
  message?: string;
  /** Identifiers of notification objects: `PrometheusWebhook.webhookId`. */
  webhooks?: pulumi.Input<string>[];
  /** A notification policy in place of webhooks: `NotifyPolicy.policyId`. */
  policy?: pulumi.Input<string>;
  /** How long repeats of an alert that is still firing are suppressed, at least a minute. Default: "24 hours". */
  mutePeriod?: string;
  /**
   * When notifications are sent: `HH:mm-HH:mm`, within one day, with an offset and days of the week if wanted,
   * as in `08:00-20:00 +0800 dayofweek 1,2,3,4,5`. Default: at any time.
   */
  effectiveInterval?: string;
  /** Name that people see. Default: the component's name. */
  ruleName?: string;
  /**
   * Stable key of the rule: incidents are told apart by it. Letters, digits, dots, hyphens and
   * underscores. Default: the component's name.
   */
  key?: string;
  /** Labels of the alert, carried to the receiver. */
  labels?: Record<string, pulumi.Input<string>>;
  /**
   * How long an incident stays open that no recovery ends, from "1 minute" to "365 days"; each callback begins
   * it anew. The annotation `relay_open_for`. Default: for ever.
   */
  openFor?: string;
  /** Annotations of the alert. */
  annotations?: Record<string, pulumi.Input<string>>;
  /** What to do first: a URL. The label `runbook_url`. */
  runbook?: string;
  /** Who is responsible. The label `owner`. */
  owner?: string;
  /** Whether the rule is active. Default: true. */
  enabled?: boolean;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}
