import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { AlarmContactGroup } from "@pulumi/alicloud/cms/alarmContactGroup.js";
import * as pulumi from "@pulumi/pulumi";

/** What `rules.ts` declares, by the provider's resources alone, with the same inputs. */
const config = new pulumi.Config();
const count = config.requireNumber("count");
const callback = config.requireSecret("callback");

const group = new AlarmContactGroup("on-call-group", {
  alarmContactGroupName: "on-call",
  contacts: ["someone"],
});
const level = (threshold: string, times: number) => ({
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  statistics: "Average",
  threshold,
  times,
});
for (let index = 0; index < count; index++) {
  new ServiceMetricAlarmRule(`rule-${index}-rule`, {
    metricAlarmRuleId: `rule-${index}--0123456789`,
    ruleName: `rule-${index}`,
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    contactGroups: group.alarmContactGroupName,
    resources: JSON.stringify([{ instanceId: `i-${index}` }]),
    escalations: { critical: level("95", 3), warn: level("85", 5) },
    period: "60",
    silenceTime: "3600",
    effectiveInterval: "00:00-23:59",
    noDataPolicy: "INSUFFICIENT_DATA",
    sendOk: true,
    status: true,
    labels: [{ key: "team", value: "sre" }],
    webhook: pulumi.interpolate`${callback}&rule=rule-${index}&label.team=sre`,
  });
}
