import { NotifyPolicy, PrometheusRule, PrometheusSeverity } from "cloudmonitor-relay";

const policy = new NotifyPolicy("page", {
  workspace: "shop",
  webhooks: ["relay-hook"],
  severities: [PrometheusSeverity.Critical, PrometheusSeverity.Error],
});

new PrometheusRule("target-down", {
  workspace: "shop",
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  policy: policy.policyId,
});
