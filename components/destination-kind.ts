// Written by `npm run reference` from receiver/destinations/registry.ts.

/** The kinds of on-call destination that the receiver can deliver to. */
export const DestinationKind = {
  Itoc360: "itoc360",
  /** CloudMonitor's own body, unchanged, to itoc360's CloudMonitor source. */
  Itoc360Native: "itoc360-native",
  Ilert: "ilert",
  /** CloudMonitor's own body, unchanged, to ilert's Alibaba CloudMonitor source. */
  IlertNative: "ilert-native",
  Flashduty: "flashduty",
  /** CloudMonitor's own body, unchanged, to Flashduty's integration for metric rules. */
  FlashdutyMetricsNative: "flashduty-metrics-native",
  /** The Prometheus webhook's own body, unchanged, to Flashduty's integration for Alibaba Cloud Prometheus. */
  FlashdutyPrometheusNative: "flashduty-prometheus-native",
  /** Events API v2. */
  PagerDuty: "pagerduty",
  Opsgenie: "opsgenie",
  /** Jira Service Management Operations. */
  Jsm: "jsm",
  IncidentIo: "incidentio",
  /** Prometheus Alertmanager, API v2. */
  Alertmanager: "alertmanager",
  DingTalk: "dingtalk",
  /** Feishu, and Lark. */
  Feishu: "feishu",
  WeCom: "wecom",
  Slack: "slack",
  /** Microsoft Teams, by a webhook of the app Workflows. */
  Teams: "teams",
  /** Telegram, by a bot. */
  Telegram: "telegram",
  /** Any HTTPS endpoint that verifies Standard Webhooks signatures. */
  Webhook: "webhook",
} as const;
export type DestinationKind = (typeof DestinationKind)[keyof typeof DestinationKind];
