import * as pulumi from "@pulumi/pulumi";
import { PrometheusRule, PrometheusSeverity, PrometheusWebhook } from "cloudmonitor-relay";

// Or, in the receiver's own program: receiver.callback("production").
const callback = new pulumi.Config().requireSecret("callback");

const webhook = new PrometheusWebhook("relay-hook", { callback, workspace: "shop" });

new PrometheusRule("target-down", {
  workspace: "shop",
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  webhooks: [webhook.webhookId],
});
