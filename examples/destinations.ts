// Put together by `npm run reference` from the pages in docs/destinations.
import * as pulumi from "@pulumi/pulumi";
import { AlertReceiver, ConsoleSite, DestinationKind, Language } from "cloudmonitor-relay";

/** Every kind of destination, as it is declared. */
const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    itoc360: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itoc360Token") },
    "itoc360-native": { kind: DestinationKind.Itoc360Native, url: config.requireSecret("itoc360SourceUrl") },
    ilert: { kind: DestinationKind.Ilert, credential: config.requireSecret("ilertKey") },
    "ilert-native": { kind: DestinationKind.IlertNative, url: config.requireSecret("ilertSourceUrl") },
    flashduty: { kind: DestinationKind.Flashduty, credential: config.requireSecret("flashdutyKey") },
    "flashduty-metrics-native": {
      kind: DestinationKind.FlashdutyMetricsNative,
      url: config.requireSecret("flashdutyMetricsUrl"),
    },
    "flashduty-prometheus-native": {
      kind: DestinationKind.FlashdutyPrometheusNative,
      url: config.requireSecret("flashdutyPrometheusUrl"),
    },
    pagerduty: {
      kind: DestinationKind.PagerDuty,
      credential: config.requireSecret("pagerdutyKey"),
      // An account in the European region: url: "https://events.eu.pagerduty.com/v2/enqueue",
    },
    opsgenie: {
      kind: DestinationKind.Opsgenie,
      credential: config.requireSecret("opsgenieKey"),
      // An account in the European region: url: "https://api.eu.opsgenie.com/v2/alerts",
    },
    jsm: { kind: DestinationKind.Jsm, credential: config.requireSecret("jsmKey") },
    incidentio: {
      kind: DestinationKind.IncidentIo,
      url: config.requireSecret("incidentioUrl"),
      credential: config.requireSecret("incidentioToken"),
    },
    alertmanager: {
      kind: DestinationKind.Alertmanager,
      url: "https://alertmanager.example.com",
      credential: config.requireSecret("alertmanagerLogin"),
      headers: {
        "CF-Access-Client-Id": "relay",
        "CF-Access-Client-Secret": config.requireSecret("accessSecret"),
      },
    },
    dingtalk: {
      kind: DestinationKind.DingTalk,
      url: config.requireSecret("dingtalkUrl"),
      credential: config.requireSecret("dingtalkSecret"),
      template: { title: "{level} {rule}：{resource}" },
    },
    feishu: {
      kind: DestinationKind.Feishu,
      url: config.requireSecret("feishuUrl"),
      credential: config.requireSecret("feishuSecret"),
    },
    wecom: { kind: DestinationKind.WeCom, url: config.requireSecret("wecomUrl") },
    slack: {
      kind: DestinationKind.Slack,
      url: config.requireSecret("slackUrl"),
      template: { body: "{summary}\n{resource} in {region}, {condition} for {duration}\nAsk {owner}" },
    },
    teams: { kind: DestinationKind.Teams, url: config.requireSecret("teamsUrl") },
    telegram: {
      kind: DestinationKind.Telegram,
      url: config.requireSecret("telegramUrl"),
      credential: config.requireSecret("telegramToken"),
    },
    webhook: {
      kind: DestinationKind.Webhook,
      url: config.requireSecret("webhookUrl"),
      credential: config.requireSecret("webhookSecret"),
    },
  },
  sources: {
    production: {
      deliverTo: [
        "itoc360",
        "itoc360-native",
        "ilert",
        "ilert-native",
        "flashduty",
        "flashduty-metrics-native",
        "pagerduty",
        "opsgenie",
        "jsm",
        "incidentio",
        "alertmanager",
        "dingtalk",
        "feishu",
        "wecom",
        "slack",
        "teams",
        "telegram",
        "webhook",
      ],
      language: Language.Chinese,
      timeZone: "Asia/Shanghai",
      accountName: "商城",
      console: ConsoleSite.China,
    },
    prometheus: { deliverTo: ["flashduty-prometheus-native"], console: ConsoleSite.China },
  },
});

export const callbackUrls = receiver.callbackUrls;
