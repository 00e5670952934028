import type { LEVEL_SPELLINGS, MetricLevel } from "../../../receiver/level.ts";

/**
 * What the API takes, as it is kept: the API's own words and texts, so that it can be answered as it
 * came. Everything here is plain JSON. What was left out is undefined; defaults are filled in where
 * a record is read.
 */

export const CHANNELS = ["Mail", "SMS", "AliIM", "DingWebHook"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface ContactRecord {
  name: string;
  describe: string;
  lang: string;
  channels: Partial<Record<Channel, string>>;
  /** Channels whose activation link somebody followed. */
  activated: Channel[];
  /** For the evaluator: the only webhook that a contact can have by the API. */
  dingTalkWebhook: string | undefined;
  created: number;
  updated: number;
}

export interface ContactGroupRecord {
  name: string;
  describe: string;
  contacts: string[];
  enableSubscribed: boolean;
  created: number;
  updated: number;
}

/** A level as the API's fields spell it. */
type LevelField = (typeof LEVEL_SPELLINGS)[MetricLevel]["field"];

export interface EscalationRecord {
  ComparisonOperator: string;
  Statistics: string;
  Threshold: string;
  Times: number;
  PreCondition?: string;
}

export interface KeyValue {
  Key: string;
  Value: string;
}

export interface CompositeRecord {
  Level: string;
  Times: number;
  ExpressionRaw?: string;
  ExpressionListJoin?: string;
  ExpressionList: {
    MetricName: string;
    ComparisonOperator: string;
    Statistics: string;
    Threshold: string;
    Period: number;
  }[];
}

export interface PrometheusRecord {
  PromQL: string;
  Level: string;
  Times: number;
  Annotations: KeyValue[];
}

interface RuleTargetRecord {
  Id: string;
  Arn: string;
  Level: string;
  JsonParams: string;
}

/** A metric rule, of single resources or of an application group. */
export interface RuleRecord {
  ruleId: string;
  ruleName: string;
  namespace: string;
  metricName: string;
  contactGroups: string;
  /** As given: JSON text. */
  resources: string;
  escalations: Partial<Record<LevelField, EscalationRecord>>;
  composite?: CompositeRecord | undefined;
  prometheus?: PrometheusRecord | undefined;
  labels: KeyValue[];
  period?: string | undefined;
  silenceTime?: number | undefined;
  effectiveInterval?: string | undefined;
  noEffectiveInterval?: string | undefined;
  noDataPolicy?: string | undefined;
  sendOk?: boolean | undefined;
  webhook?: string | undefined;
  emailSubject?: string | undefined;
  interval?: string | undefined;
  options?: string | undefined;
  /** The application group of a group rule. */
  groupId?: string | undefined;
  category?: string | undefined;
  extraDimensions?: string | undefined;
  enabled: boolean;
  targets: RuleTargetRecord[];
  created: number;
  updated: number;
}

export interface GroupInstance {
  Category: string;
  InstanceId: string;
  InstanceName: string;
  RegionId: string;
}

export interface MonitorGroupRecord {
  id: number;
  name: string;
  contactGroups: string[];
  /** `custom`, `tag` or `resMgr`. */
  type: string;
  resourceGroupId?: string | undefined;
  dynamicTagRuleId?: string | undefined;
  bindUrl?: string | undefined;
  serviceId?: string | undefined;
  tags: KeyValue[];
  /** Left out where nobody here knows them, as of a group by tag: then its rules watch whatever there is data of. */
  instances?: GroupInstance[] | undefined;
  created: number;
  updated: number;
}

export interface DynamicTagRecord {
  id: string;
  tagKey: string;
  tagRegionId: string;
  contactGroups: string[];
  templateIds: string[];
  relation: string;
  expressions: { TagName?: string; TagValue: string; TagValueMatchFunction: string }[];
}

export interface EventPatternRecord {
  Product: string;
  NameList: string[];
  LevelList: string[];
  StatusList: string[];
  EventTypeList: string[];
  SQLFilter?: string | undefined;
  CustomFilters?: string | undefined;
  KeywordFilter?: { Relation: string; Keywords: string[] } | undefined;
}

/** Kinds of event target, as parameters spell them. */
export const EVENT_TARGETS = [
  "ContactParameters",
  "WebhookParameters",
  "FcParameters",
  "SlsParameters",
  "MnsParameters",
  "OpenApiParameters",
] as const;
export type EventTargetKind = (typeof EVENT_TARGETS)[number];
export type EventTargetRecord = { Id: string } & Record<string, string>;

export interface EventRuleRecord {
  name: string;
  eventType: string;
  groupId?: string | undefined;
  description: string;
  silenceTime: number;
  state: "ENABLED" | "DISABLED";
  patterns: EventPatternRecord[];
  targets: Record<EventTargetKind, EventTargetRecord[]>;
}

export interface BlackListRecord {
  id: string;
  name: string;
  namespace: string;
  category: string;
  /** JSON objects of dimensions. */
  instances: Record<string, string>[];
  metrics: { MetricName: string; Resource: string }[];
  effectiveTime?: string | undefined;
  /** Milliseconds. */
  enableStartTime?: number | undefined;
  enableEndTime?: number | undefined;
  /** `USER` or `GROUP`. */
  scopeType: string;
  scopeValue: string[];
  enabled: boolean;
  created: number;
  updated: number;
}

/** A task of site monitoring. Its options are those of the API, by their names on the wire: `time_out`. */
export interface SiteMonitorRecord {
  taskId: string;
  taskName: string;
  address: string;
  taskType: string;
  agentGroup: string;
  /** Minutes, as text. */
  interval: string;
  ispCities: { City: string; Isp: string; Type: string }[];
  options: JsonObject;
  /** As given: JSON text. */
  schedule?: string | undefined;
  enabled: boolean;
  created: number;
  updated: number;
}

/** One notification that was due, for the alert history. */
export interface AlertLogRecord {
  id: string;
  at: number;
  ruleId: string;
  ruleName: string;
  namespace: string;
  metricName: string;
  resource: Record<string, string>;
  instanceName: string;
  /** `P2` critical, `P3` warn, `P4` info, `OK`. */
  level: string;
  previous: string;
  expression: string;
  contactGroups: string[];
  groupId: string;
  groupName: string;
  /** Name of the blacklist that held it back, if one did. */
  blackList: string | undefined;
  /** Answers to the rule's callback; empty until it was posted. */
  webhooks: { code: string; url: string; message: string }[];
}

/** Objects of the API 2024-03-30 are kept as they came, with the fields that the server adds. */
export type JsonObject = { [key: string]: unknown };

export interface WebhookRecord {
  webhookId: string;
  name: string;
  url: string;
  method: string;
  contentType: string;
  headers: Record<string, string>;
  lang: string;
  workspace?: string | undefined;
}
