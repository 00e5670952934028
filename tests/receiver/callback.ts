import { world } from "./virtual-world.ts";

/** A callback of the 23-field form, with what a test wants to be different. */
export function fields(changes: Record<string, string> = {}): Record<string, string> {
  return {
    userId: "1100000000000000",
    alertName: "ECS CPU",
    alertState: "ALERT",
    curValue: "97.4",
    dimensions: "{userId=1100000000000000, instanceId=i-1}",
    expression: "$Average>=95",
    instanceName: "web-1/10.0.0.1",
    metricName: "CPU",
    rawMetricName: "CPUUtilization",
    metricProject: "acs_ecs",
    namespace: "acs_ecs",
    triggerLevel: "CRITICAL",
    preTriggerLevel: "null",
    ruleId: "ecs-cpu--0123456789",
    timestamp: String(world.time),
    lastTime: "0 minutes",
    unit: "%",
    groupId: "",
    productGroupName: "null",
    regionId: "cn-hangzhou",
    regionName: "China (Hangzhou)",
    ...changes,
  };
}

/** The same rule on the same resource, recovered. */
export function recovery(changes: Record<string, string> = {}): Record<string, string> {
  return fields({
    alertState: "OK",
    triggerLevel: "OK",
    preTriggerLevel: "CRITICAL",
    curValue: "12",
    ...changes,
  });
}
