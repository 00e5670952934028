import { ofType, type Plan } from "../../program/evaluator/plan.ts";
import type { BlackListRecord } from "../cloudmonitor/store/records.ts";
import { text } from "./rules.ts";

const TYPE = "alicloud:cms/metricRuleBlackList:MetricRuleBlackList";

/** The silences that a plan declares, as CloudMonitor keeps them. */
export function readSilences(plan: Plan): BlackListRecord[] {
  return ofType(plan, TYPE).map(({ urn, inputs }) => {
    const metrics = (inputs.metrics ?? []) as { metricName: string; resource?: string }[];
    return {
      id: urn,
      name: String(inputs.metricRuleBlackListName),
      namespace: String(inputs.namespace),
      category: String(inputs.category),
      instances: (inputs.instances as string[]).map((each) => JSON.parse(each) as Record<string, string>),
      metrics: metrics.map((each) => ({ MetricName: each.metricName, Resource: each.resource ?? "" })),
      effectiveTime: text(inputs.effectiveTime),
      enableStartTime: time(inputs.enableStartTime),
      enableEndTime: time(inputs.enableEndTime),
      scopeType: String(inputs.scopeType),
      scopeValue: (inputs.scopeValues ?? []) as string[],
      enabled: true,
      created: 0,
      updated: 0,
    };
  });
}

function time(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}
