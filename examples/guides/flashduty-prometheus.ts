import * as pulumi from "@pulumi/pulumi";
import {
  AlertReceiver,
  DestinationKind,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
} from "cloudmonitor-relay";

const config = new pulumi.Config();

const receiver = new AlertReceiver("prometheus-relay", {
  accountId: config.require("cloudflareAccountId"),
  hostname: "prometheus.example.com",
  destinations: {
    flashduty: { kind: DestinationKind.Flashduty, credential: config.requireSecret("flashdutyKey") },
  },
  sources: { production: { deliverTo: ["flashduty"] } },
});

// The notification object: name, identifier, URL, headers; POST and JSON are what it always has.
const webhook = new PrometheusWebhook("relay-object", {
  webhookName: "On-call relay",
  webhookId: "on-call-relay",
  workspace: "shop",
  callback: receiver.callback("production"),
  headers: { "X-Sent-By": "managed-prometheus" },
});

// A rule in simple mode names it.
new PrometheusRule("prometheus-target-down", {
  workspace: "shop",
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  webhooks: [webhook.webhookId],
});
