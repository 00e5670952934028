import * as pulumi from "@pulumi/pulumi";
import {
  Comparison,
  ContactGroup,
  MetricRule,
  metrics,
  NoDataPolicy,
  Statistic,
} from "../../components/index.ts";

/** `count` rules, the first of them with a threshold that can be changed. */
const config = new pulumi.Config();
const count = config.requireNumber("count");
const callback = config.requireSecret("callback");
const first = config.getNumber("threshold") ?? 95;

const group = new ContactGroup("on-call", { contacts: ["someone"] });
const level = (threshold: number, times: number) => ({
  statistic: Statistic.Average,
  comparison: Comparison.AtLeast,
  threshold,
  times,
});
for (let index = 0; index < count; index++) {
  new MetricRule(`rule-${index}`, {
    metric: metrics.ecs.CPUUtilization,
    critical: level(index === 0 ? first : 95, 3),
    warn: level(85, 5),
    resources: [{ instanceId: `i-${index}` }],
    noDataPolicy: NoDataPolicy.Alert,
    contactGroups: [group.groupName],
    callback,
    labels: { team: "sre" },
  });
}
