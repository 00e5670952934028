import * as pulumi from "@pulumi/pulumi";
import { AlertContact, Comparison, ContactGroup, MetricRule, metrics } from "../../../components/index.ts";

/** Rules with something wrong, each in a way of its own, and as many ordinary ones as are asked for. */
const config = new pulumi.Config();

const mail = new AlertContact("mail", { mail: "on-call@example.com" });
const onCall = new ContactGroup("on-call", { contacts: [mail.contactName] });
const callback = pulumi.secret("https://alerts.example.com/callbacks/production?token=made-up");
const common = { contactGroups: [onCall.groupName], callback };

new MetricRule("patient", {
  metric: metrics.ecs.CPUUtilization, // one value a minute, "60", not 15
  critical: { comparison: Comparison.AtLeast, threshold: 95, times: 45 },
  ...common,
});

const reversed = { comparison: Comparison.AtLeast, threshold: 99 };
new MetricRule("reversed", {
  metric: metrics.ecs.memory_usedutilization,
  critical: { comparison: Comparison.AtLeast, threshold: 90 },
  warn: reversed,
  ...common,
});

new MetricRule("impatient", {
  metric: metrics.rds.CpuUsage,
  critical: {
    comparison: Comparison.AtLeast,
    threshold: 95,
    times: 1,
  },
  checks: { "single-sample": "a test database; nobody is paged" },
  mutePeriod: "6 hours",
  ...common,
});

for (let index = 0; index < config.requireNumber("more"); index++) {
  new MetricRule(`more-${index}`, {
    metric: metrics.ecs.CPUUtilization,
    resources: [{ instanceId: `i-${index}` }],
    critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
    ...common,
  });
}
