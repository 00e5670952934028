import { inInterval } from "../../../components/vocabulary/interval.ts";
import type { StoredMetricRule } from "../rule.ts";
import type { Series } from "../series.ts";
import type { BlackListRecord } from "./records.ts";

/** The blacklist that holds back what a rule says about a resource: nothing is sent for what it names. */
export function blackListFor(
  lists: Iterable<BlackListRecord>,
  rule: StoredMetricRule,
  series: Series,
  at: number,
): BlackListRecord | undefined {
  for (const list of lists) if (isInForce(list, at) && names(list, rule, series)) return list;
  return undefined;
}

function isInForce(list: BlackListRecord, at: number): boolean {
  if (!list.enabled) return false;
  if (list.enableStartTime !== undefined && at < list.enableStartTime) return false;
  if (list.enableEndTime !== undefined && at > list.enableEndTime) return false;
  return list.effectiveTime === undefined || inInterval(list.effectiveTime, at);
}

function names(list: BlackListRecord, rule: StoredMetricRule, series: Series): boolean {
  if (list.namespace !== rule.namespace) return false;
  if (list.scopeType === "GROUP" && !list.scopeValue.includes(rule.group?.id ?? "")) return false;
  if (!list.instances.some((instance) => has(series, instance))) return false;
  if (list.metrics.length === 0) return true;
  return list.metrics.some(
    ({ MetricName, Resource }) =>
      MetricName === rule.metricName && (Resource === "" || has(series, JSON.parse(Resource))),
  );
}

function has(series: Series, dimensions: Record<string, string>): boolean {
  return Object.entries(dimensions).every(
    ([dimension, value]) => dimension === "userId" || series.resource[dimension] === value,
  );
}
