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
} from "../../components/index.ts";

/** One of each kind that the provider makes with several calls, under names that end in `suffix`. */
const suffix = new pulumi.Config().get("suffix") ?? "";
const contact = new AlertContact(`li${suffix}`, { mail: "li@example.com" });
const group = new ContactGroup(`on-call${suffix}`, { contacts: [contact.contactName] });
const notify = { contactGroups: [group.groupName], callback: "https://alerts.example.com/hook" };

new MetricRule(`cpu${suffix}`, {
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  ...notify,
});
new GroupMetricRule(`shop${suffix}`, {
  group: "4711",
  metric: metrics.ecs.CPUUtilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  ...notify,
});
new EventRule(`disk${suffix}`, { events: [events.ecs.Disk_Stalled_Executing], ...notify });
