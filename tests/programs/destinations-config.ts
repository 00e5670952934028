import { ACCESS } from "../receiver/destinations/samples.ts";

/** Configuration of examples/destinations.ts, made up; most of it is secret. */
export const DESTINATIONS_CONFIG: Record<string, string> = {
  cloudflareAccountId: "0".repeat(32),
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  itoc360Token: ACCESS.itoc360.credential,
  itoc360SourceUrl: ACCESS["itoc360-native"].url,
  ilertKey: ACCESS.ilert.credential,
  ilertSourceUrl: ACCESS["ilert-native"].url,
  flashdutyKey: ACCESS.flashduty.credential,
  flashdutyMetricsUrl: ACCESS["flashduty-metrics-native"].url,
  flashdutyPrometheusUrl: ACCESS["flashduty-prometheus-native"].url,
  pagerdutyKey: ACCESS.pagerduty.credential,
  opsgenieKey: ACCESS.opsgenie.credential,
  jsmKey: ACCESS.jsm.credential,
  incidentioUrl: ACCESS.incidentio.url,
  incidentioToken: ACCESS.incidentio.credential,
  alertmanagerLogin: ACCESS.alertmanager.credential,
  accessSecret: "access-secret-0001",
  dingtalkUrl: ACCESS.dingtalk.url,
  dingtalkSecret: ACCESS.dingtalk.credential,
  feishuUrl: ACCESS.feishu.url,
  feishuSecret: ACCESS.feishu.credential,
  wecomUrl: ACCESS.wecom.url,
  slackUrl: ACCESS.slack.url,
  webhookUrl: ACCESS.webhook.url,
  webhookSecret: ACCESS.webhook.credential,
};
