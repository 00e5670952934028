import { PrometheusRule, PrometheusSeverity } from "cloudmonitor-relay";

const where = { workspace: "shop", instanceId: "rw-0123456789", webhooks: ["relay-hook"] };

new PrometheusRule("pod-restarts", {
  ...where,
  expr: "increase(kube_pod_container_status_restarts_total[5m]) > 3",
  severity: PrometheusSeverity.Error,
  for: "2 minutes",
  message: "{{ $labels.namespace }}/{{ $labels.pod }} restarts again and again",
  runbook: "https://runbooks.example.com/pod-restarts",
});

// One query, a rule for each threshold.
new PrometheusRule("checkout-latency", {
  ...where,
  query: 'histogram_quantile(0.99, sum by (le) (rate(http_seconds_bucket{job="checkout"}[5m])))',
  thresholds: { critical: 2, warning: 0.5 },
  for: "5 minutes",
});
