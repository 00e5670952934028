import { PrometheusRuleFile } from "cloudmonitor-relay";

new PrometheusRuleFile("kubernetes", {
  file: "examples/components/alerts.yaml",
  workspace: "shop",
  instanceId: "rw-0123456789",
  webhooks: ["relay-hook"],
  labels: { team: "platform" },
  except: ["Watchdog"],
});
