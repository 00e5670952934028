import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import type { Cases } from "../kit.ts";

const plain = (contactGroups: string) =>
  new ServiceMetricAlarmRule("plain", {
    metricAlarmRuleId: "plain",
    ruleName: "plain",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    resources: '[{"resource":"_ALL"}]',
    contactGroups,
    escalations: { critical: { statistics: "Average", threshold: "90", times: 3 } },
  });

export const cases: Cases = {
  finds: { "a plain resource without one": [() => plain(""), "contactGroups", "names no contact group"] },
  quiet: { "a plain resource with one": () => plain("on-call"), "an ordinary rule": ({ rule }) => rule({}) },
};
