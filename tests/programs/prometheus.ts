import { Provider } from "@pulumi/alicloud/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  AlertReceiver,
  DestinationKind,
  Language,
  NotifyPolicy,
  PromComparison,
  PrometheusRule,
  PrometheusRuleFile,
  PrometheusSeverity,
  PrometheusWebhook,
} from "../../components/index.ts";

const config = new pulumi.Config();
const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: { itoc: { kind: DestinationKind.Itoc360, credential: config.requireSecret("itocToken") } },
  sources: { prometheus: { deliverTo: ["itoc"] } },
});

const webhook = new PrometheusWebhook("relay-hook", {
  callback: receiver.callback("prometheus"),
  workspace: "default-cms",
  headers: { "X-Team": "shop" },
  language: Language.Chinese,
});

const where = { workspace: "default-cms", instanceId: "rw-1", webhooks: [webhook.webhookId, "made-by-hand"] };

new PrometheusRule("pod-restart", {
  ...where,
  expr: "increase(kube_pod_container_status_restarts_total[5m]) > 3",
  severity: PrometheusSeverity.Critical,
  message: "Pod {{ $labels.pod }} restarted",
  labels: { team: "shop" },
  owner: "sre",
  annotations: { dashboard: "https://g.example.com/d/1" },
  openFor: "2 days",
});
new PrometheusRule(
  "pod-restart-again",
  {
    ...where,
    expr: "increase(kube_pod_container_status_restarts_total[5m]) > 4",
    severity: PrometheusSeverity.Critical,
    ruleName: "pod-restart",
    key: "pod-restart",
    mutePeriod: "2 hours",
    for: "5 minutes",
    every: "30 seconds",
    region: "cn-hangzhou",
    enabled: false,
  },
  { providers: [new Provider("another-account", {})] },
);
new PrometheusRule("latency", {
  ...where,
  query: "histogram_quantile(0.99, sum(rate(http_seconds_bucket[5m])) by (le))",
  comparison: PromComparison.AtLeast,
  thresholds: { critical: 2, warning: 0.5 },
});

const policy = new NotifyPolicy("everything", {
  workspace: "default-cms",
  webhooks: [webhook.webhookId],
  severities: [PrometheusSeverity.Error, PrometheusSeverity.Critical],
});
new NotifyPolicy("by-day", {
  workspace: "default-cms",
  webhooks: [webhook.webhookId],
  filters: [
    { field: "labels.team", value: "shop" },
    { field: "labels.env", value: "production" },
  ],
  effectiveInterval: "08:00-20:00 dayofweek 1,5,7",
  timeZone: "Europe/Berlin",
});
new PrometheusRule("by-policy", {
  workspace: "default-cms",
  instanceId: "rw-1",
  expr: "up == 0",
  severity: PrometheusSeverity.Info,
  policy: policy.policyId,
});
new PrometheusRuleFile("brought", {
  ...where,
  file: "alerts.yaml",
  except: ["Watchdog"],
  labels: { team: "infra" },
});
