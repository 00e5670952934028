import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertReceiver,
  Comparison,
  ContactGroup,
  DestinationKind,
  EventRule,
  events,
  MetricRule,
  metrics,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  Statistic,
} from "../../components/index.ts";

// One of everything that `verify` looks at.
const config = new pulumi.Config();

const receiver = new AlertReceiver("relay", {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: config.requireSecret("callbackSecret"),
  destinations: {
    pager: { kind: DestinationKind.PagerDuty, credential: config.requireSecret("pagerKey") },
    genie: { kind: DestinationKind.Opsgenie, credential: config.requireSecret("genieKey") },
    chat: { kind: DestinationKind.Slack, url: config.requireSecret("slackUrl") },
    bot: {
      kind: DestinationKind.Telegram,
      url: "https://api.telegram.org/?chat_id=-100",
      credential: config.requireSecret("botToken"),
    },
    prometheus: {
      kind: DestinationKind.Alertmanager,
      url: "https://am.example.com",
      credential: config.requireSecret("alertmanagerToken"),
    },
    rehearsal: {
      kind: DestinationKind.Webhook,
      credential: config.requireSecret("rehearsalSecret"),
      url: "https://hooks.example.com/",
      drill: true,
    },
  },
  sources: {
    shop: {
      deliverTo: ["pager", "genie", "chat", "bot", "prometheus", "rehearsal"],
      drill: { within: "30 seconds" },
    },
  },
});
const callback = receiver.callback("shop");

const mail = new AlertContact("on-call-mail", { mail: "on-call@example.com" });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const notify = { contactGroups: [onCall.groupName], callback };
const critical = { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 95, times: 3 };

new MetricRule("ecs-cpu", { metric: metrics.ecs.CPUUtilization, critical, ...notify });
new MetricRule("rds-disk", { metric: metrics.rds.DiskUsage, critical, ...notify });
new EventRule("ecs-events", {
  events: [events.ecs.Instance_SystemFailure_Reboot_Executing],
  openFor: "1 hour",
  ...notify,
});
const webhook = new PrometheusWebhook("relay-hook", { callback, workspace: "shop" });
new PrometheusRule("target-down", {
  workspace: "shop",
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  webhooks: [webhook.webhookId],
});
