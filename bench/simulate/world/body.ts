import type { PlannedCallback } from "./episodes.ts";

const WORDS: Record<string, string> = { critical: "CRITICAL", warn: "WARN", info: "INFO" };
const STATES = { firing: "ALERT", "no-data": "INSUFFICIENT_DATA", resolved: "OK" } as const;
const ACCOUNT = "1100000000000000";

/** A region that the receiver has no name for, so that messages show the name in the body. */
const REGION = "cn-nowhere-1";

/** That name: it is the callback's number, because every message shows it, and nothing hangs on it. */
export function regionOf(number: number): { regionId: string; regionName: string } {
  return { regionId: REGION, regionName: `Number ${number}` };
}

/** The callback's own number in a message of it, or in the callback itself. */
export const NUMBERED = /\b(?:Number |lastTime=)(\d+)/;

/** In a message of an earlier version, which showed how long the alert had lasted by its body. */
export const NUMBERED_ONCE = /(?:For: |持续时间：)(\d+)/;

/** The body of a callback, the form of 23 fields, as CloudMonitor sends it. */
export function bodyOf(callback: PlannedCallback, begin: number): string {
  const { subject, state, level, number, episode } = callback;
  const { source, rule, resource } = subject;
  const isOver = state === "resolved";
  return new URLSearchParams({
    userId: ACCOUNT,
    alertName: rule,
    alertState: STATES[state],
    curValue: "97",
    dimensions: `{userId=${ACCOUNT}, instanceId=${resource}}`,
    expression: "$Average>=95",
    instanceName: resource,
    metricName: "CPU",
    rawMetricName: "CPUUtilization",
    metricProject: "acs_ecs",
    namespace: "acs_ecs",
    triggerLevel: isOver ? "OK" : (WORDS[level] ?? "null"),
    preTriggerLevel: isOver ? (WORDS[level] ?? "null") : "null",
    ruleId: `${rule}--0123456789`,
    timestamp: String(begin + callback.eventAt),
    lastTime: `${number} minutes`,
    unit: "",
    ...(subject.hasId && { transId: `${source}-${rule}-${resource}-${episode}` }),
    ...regionOf(number),
  }).toString();
}
