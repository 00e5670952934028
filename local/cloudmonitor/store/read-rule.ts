import { NoDataPolicy } from "../../../components/enums.ts";
import { findMetric } from "../../../components/metrics/find.ts";
import { meaningOf } from "../../../components/vocabulary/comparison.ts";
import { problemOf } from "../../../components/vocabulary/expression/read.ts";
import { ALWAYS, parseInterval } from "../../../components/vocabulary/interval.ts";
import { LEVEL_SPELLINGS, METRIC_LEVELS, type MetricLevel, metricLevelOf } from "../../../receiver/level.ts";
import type { Escalation, StoredComposite, StoredMetricRule } from "../rule.ts";
import type { CompositeRecord, MonitorGroupRecord, RuleRecord } from "./records.ts";

/** What the server takes for what a rule leaves out. */
export const RULE_DEFAULTS = {
  silenceTime: 86_400,
  effectiveInterval: ALWAYS,
  noDataPolicy: NoDataPolicy.KeepLastState,
  sendOk: true,
} as const;

type Evaluable = { rule: StoredMetricRule } | { unable: string };

/** A rule as the evaluator takes it, or why it can't. `group` is the application group of a group rule. */
export function readRule(record: RuleRecord, group: MonitorGroupRecord | undefined): Evaluable {
  const unable = whyNot(record);
  if (unable !== undefined) return { unable };
  const rule: StoredMetricRule = {
    ruleId: record.ruleId,
    ruleName: record.ruleName,
    namespace: record.namespace,
    metricName: record.metricName,
    resources: record.groupId === undefined ? readResources(record.resources) : ofGroup(record, group),
    escalations: readEscalations(record),
    ...(record.composite && { composite: readComposite(record.composite) }),
    contactGroups: groupsOf(record, group),
    period: periodOf(record),
    interval: Number(record.interval ?? periodOf(record)),
    silenceTime: record.silenceTime ?? RULE_DEFAULTS.silenceTime,
    effectiveInterval: record.effectiveInterval ?? RULE_DEFAULTS.effectiveInterval,
    noEffectiveInterval: record.noEffectiveInterval,
    noDataPolicy: record.noDataPolicy ?? RULE_DEFAULTS.noDataPolicy,
    sendOk: record.sendOk ?? RULE_DEFAULTS.sendOk,
    enabled: record.enabled,
    webhook: record.webhook,
  };
  return { rule: group ? { ...rule, group: { id: String(group.id), name: group.name } } : rule };
}

/** The period of a rule, in seconds: the metric's own where it gives none. */
export function periodOf(record: RuleRecord): number {
  return Number(record.period ?? findMetric(record.namespace, record.metricName)?.periodSeconds ?? 60);
}

function groupsOf(record: RuleRecord, group: MonitorGroupRecord | undefined): string[] {
  if (record.contactGroups === "") return group?.contactGroups ?? [];
  return record.contactGroups.split(",");
}

function whyNot(record: RuleRecord): string | undefined {
  if (record.prometheus) return "it is a Prometheus rule";
  const conditions = [...Object.values(record.escalations), ...(record.composite?.ExpressionList ?? [])];
  for (const { ComparisonOperator: operator } of conditions) {
    if (!meaningOf(operator)) return `it compares by ${operator}`;
  }
  for (const raw of [
    record.composite?.ExpressionRaw,
    ...Object.values(record.escalations).map(({ PreCondition }) => PreCondition),
  ]) {
    const problem = raw === undefined ? undefined : problemOf(raw);
    if (problem !== undefined) return `the expression ${raw}: ${problem}`;
  }
  for (const interval of [record.effectiveInterval, record.noEffectiveInterval]) {
    if (interval !== undefined && !parseInterval(interval))
      return `"${interval}" is not an interval it can read`;
  }
  return undefined;
}

function readComposite(record: CompositeRecord): StoredComposite {
  return {
    level: metricLevelOf(record.Level) ?? "critical",
    times: record.Times,
    join: record.ExpressionListJoin === "||" ? "||" : "&&",
    conditions: record.ExpressionList.map((each) => ({
      metricName: each.MetricName,
      comparisonOperator: each.ComparisonOperator,
      statistics: each.Statistics,
      threshold: Number(each.Threshold),
      period: each.Period,
    })),
    ...(record.ExpressionRaw !== undefined && { raw: record.ExpressionRaw }),
  };
}

function readEscalations(record: RuleRecord): StoredMetricRule["escalations"] {
  const levels = METRIC_LEVELS.flatMap((level): [MetricLevel, Escalation][] => {
    const each = record.escalations[LEVEL_SPELLINGS[level].field];
    if (!each) return [];
    const escalation = {
      comparisonOperator: each.ComparisonOperator,
      statistics: each.Statistics,
      threshold: Number(each.Threshold),
      times: each.Times,
      ...(each.PreCondition !== undefined && { preCondition: each.PreCondition }),
    };
    return [[level, escalation]];
  });
  return Object.fromEntries(levels);
}

/** `[{"resource":"_ALL"}]` and a resource with nothing but the account mean every resource. */
function readResources(text: string): Record<string, string>[] | undefined {
  const resources = (JSON.parse(text) as Record<string, unknown>[]).map((each) =>
    Object.fromEntries(
      Object.entries(each).flatMap(([key, value]) =>
        key === "userId" ? [] : [[key, String(value)] as const],
      ),
    ),
  );
  const all = resources.some((each) => each.resource === "_ALL" || Object.keys(each).length === 0);
  return all ? undefined : resources;
}

/** The instances of an application group, by the first dimension that the metric has; undefined for all. */
function ofGroup(record: RuleRecord, group: MonitorGroupRecord | undefined): StoredMetricRule["resources"] {
  const dimension = findMetric(record.namespace, record.metricName)?.dimensions?.[0] ?? "instanceId";
  const extra = readExtra(record.extraDimensions);
  if (group && !group.instances) return record.extraDimensions === undefined ? undefined : extra;
  return (group?.instances ?? []).flatMap(({ InstanceId }) =>
    extra.map((each) => ({ ...each, [dimension]: InstanceId })),
  );
}

/** The dimensions below the instance: one JSON object or a list of them. */
function readExtra(text: string | undefined): Record<string, string>[] {
  if (text === undefined) return [{}];
  const parsed = JSON.parse(text) as Record<string, string> | Record<string, string>[];
  return Array.isArray(parsed) ? parsed : [parsed];
}
