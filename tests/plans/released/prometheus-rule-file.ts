import { PrometheusRuleFile } from "cloudmonitor-relay";

new PrometheusRuleFile("kubernetes", {
  file: "tests/plans/released/alerts.yaml",
  workspace: "shop",
  instanceId: "rw-0123456789",
  webhooks: ["relay-hook"],
  labels: { team: "platform" },
  except: ["Watchdog"],
});
