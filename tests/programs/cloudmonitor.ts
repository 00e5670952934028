import { MonitorGroup } from "@pulumi/alicloud/cms/monitorGroup.js";
import { Workspace } from "@pulumi/alicloud/cms/workspace.js";
import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  Comparison,
  ContactGroup,
  EventRule,
  events,
  GroupMetricRule,
  MetricRule,
  metrics,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  Silence,
  Statistic,
} from "../../components/index.ts";

/** The CloudMonitor side of a program, whose life a test lives with the real engine; what changes comes from the configuration. */
const config = new pulumi.Config();
const alicloud = new pulumi.Config("alicloud");
const callback = config.requireSecret("callback");
const threshold = config.getNumber("threshold") ?? 90;

const mail = new AlertContact("kim", { mail: "kim@example.com" });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const notify = { contactGroups: [onCall.groupName], callback };

new MetricRule("cpu", {
  metric: metrics.ecs.CPUUtilization,
  resources: config.getObject("resources"),
  critical: { comparison: Comparison.AtLeast, threshold, times: 2 },
  ...(config.getBoolean("warn") && { warn: { comparison: Comparison.AtLeast, threshold: 80, times: 3 } }),
  ...notify,
});

const group = new MonitorGroup("shop", { monitorGroupName: "shop", contactGroups: [onCall.groupName] });
new GroupMetricRule("shop-disk", {
  group: group.id,
  metric: metrics.ecs.diskusage_utilization,
  critical: { statistic: Statistic.Maximum, comparison: Comparison.AtLeast, threshold: 95, times: 2 },
  ...notify,
});

new EventRule("failures", { events: [events.ecs.Disk_Stalled_Executing], ...notify });
new Silence("batch", { resources: [{ instanceId: "i-batch" }], metrics: [metrics.ecs.CPUUtilization] });

const workspace = new Workspace("shop-workspace", { workspaceName: "shop", slsProject: "shop-logs" });
const hook = new PrometheusWebhook("hook", {
  callback,
  workspace: workspace.id,
  accessKeyId: alicloud.require("accessKey"),
  accessKeySecret: alicloud.requireSecret("secretKey"),
});
new PrometheusRule("down", {
  workspace: workspace.id,
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  webhooks: [hook.webhookId],
});
