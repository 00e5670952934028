import type { MetricLevel } from "../../receiver/level.ts";

export interface Escalation {
  comparisonOperator: string;
  statistics: string;
  /** For comparisons with the past, a change in percent. */
  threshold: number;
  times: number;
  /** What must hold besides, for comparisons with the past: `$Average>80`. */
  preCondition?: string;
}

/** Several conditions as one, in place of the three levels. */
export interface StoredComposite {
  level: MetricLevel;
  times: number;
  join: "&&" | "||";
  conditions: (Omit<Escalation, "times" | "preCondition"> & {
    metricName: string;
    /** Seconds. */
    period: number;
  })[];
  /** An expression in place of conditions. */
  raw?: string;
}

/** A metric rule as CloudMonitor keeps it: the fields of `PutResourceMetricRule`, read. */
export interface StoredMetricRule {
  ruleId: string;
  ruleName: string;
  namespace: string;
  metricName: string;
  /** Dimensions of the watched resources; undefined for all. */
  resources: Record<string, string>[] | undefined;
  escalations: Partial<Record<MetricLevel, Escalation>>;
  composite?: StoredComposite;
  contactGroups: string[];
  /** Seconds. */
  period: number;
  /** Seconds between checks, each of which looks at the last period. */
  interval: number;
  /** Seconds. */
  silenceTime: number;
  effectiveInterval: string;
  noEffectiveInterval: string | undefined;
  noDataPolicy: string;
  sendOk: boolean;
  enabled: boolean;
  webhook: string | undefined;
  /** The application group of a group rule. */
  group?: { id: string; name: string };
}

export interface StoredContact {
  name: string;
  /** The only webhook that a contact can have by the API. */
  dingTalkWebhook: string | undefined;
}

export interface StoredContactGroup {
  name: string;
  contacts: string[];
}
