import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Cases } from "../kit.ts";

const plain = (webhook: pulumi.Input<string>) =>
  new ServiceMetricAlarmRule("plain", {
    metricAlarmRuleId: "plain",
    ruleName: "plain",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    resources: '[{"resource":"_ALL"}]',
    contactGroups: "on-call",
    escalations: { critical: { statistics: "Average", threshold: "90", times: 3 } },
    webhook,
  });

export const cases: Cases = {
  finds: {
    "a plain resource with a token": [
      () => plain("https://vendor.example.com/in?token=made-up"),
      "webhook",
      "is not marked as a secret",
    ],
  },
  quiet: {
    "a secret": ({ callback }) => plain(callback),
    "an address without a token": () => plain("https://vendor.example.com/in"),
    "a component, which keeps it": ({ rule }) => rule({}),
  },
};
