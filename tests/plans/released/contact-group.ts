import { AlertContact, Comparison, ContactGroup, MetricRule, metrics } from "cloudmonitor-relay";

const onCall = new AlertContact("on-call-mail", { mail: "on-call@example.com" });
const group = new ContactGroup("on-call", { contacts: [onCall.contactName, "made-in-the-console"] });

new MetricRule("redis-memory", {
  metric: metrics.redis.StandardMemoryUsage,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  contactGroups: [group.groupName],
});
