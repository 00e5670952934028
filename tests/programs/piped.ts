import * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  Comparison,
  ContactGroup,
  MetricRule,
  metrics,
  Statistic,
} from "../../components/index.ts";

// The rules' half of what a pipeline deploys: the receiver is a stack of its own.
const config = new pulumi.Config();
const receiver = new pulumi.StackReference("organization/receiver/test");
const urls = receiver.requireOutput("callbackUrls") as pulumi.Output<Record<string, string>>;

const mail = new AlertContact("night-shift", { mail: "on-call@example.com" });
const group = new ContactGroup("on-call", { contacts: [mail.contactName] });
const condition = { statistic: Statistic.Average, comparison: Comparison.AtLeast, times: 3 };
new MetricRule("ecs-cpu", {
  metric: metrics.ecs.CPUUtilization,
  critical: { ...condition, threshold: 95 },
  warn: { ...condition, threshold: config.getNumber("warn") ?? 85 },
  contactGroups: [group.groupName],
  callback: pulumi.secret(urls.apply((each) => each.shop ?? "")),
});
