import { findMetric } from "../../components/metrics/find.ts";
import type { Metric } from "../../components/metrics/metric.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import { METRIC_LEVELS, type MetricLevel, metricLevelOf } from "../../receiver/level.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { type Callback, readCallback } from "./callback.ts";
import { type Declared, declared, json, list, number, type Resource, record, text } from "./resource.ts";

/** One comparison of a rule: a level, or a condition of a composite expression. */
export interface Condition {
  /** Path of the argument that it was declared by. */
  path: string;
  namespace: string;
  metricName: string;
  /** What the catalogue knows of the metric. */
  metric: Metric | undefined;
  statistic: string;
  comparison: string;
  threshold: number;
  /** Seconds. */
  period: number;
}

export interface Level extends Condition {
  name: MetricLevel;
  /** Periods in a row. */
  times: number;
}

export interface Composite {
  level: MetricLevel;
  times: number;
  join: "&&" | "||";
  conditions: Condition[];
  raw: string | undefined;
}

/** A metric rule as checks and reviews see it. Times in seconds. */
export interface MetricRule extends Declared {
  kind: "metric-rule";
  ruleId: string;
  /** Stable key, by which the receiver knows it. */
  key: string;
  ruleName: string;
  namespace: string;
  metricName: string;
  metric: Metric | undefined;
  /** Worst first. */
  levels: Level[];
  composite: Composite | undefined;
  period: number;
  mutePeriod: number;
  effectiveInterval: string;
  noEffectiveInterval: string | undefined;
  noDataPolicy: string;
  sendRecovery: boolean;
  enabled: boolean;
  /** Dimensions of the watched resources; undefined for all. */
  resources: Record<string, string>[] | undefined;
  contactGroups: string[];
  callback: Callback | undefined;
  labels: Record<string, string>;
  /** Application group whose members it watches, in place of resources. */
  group: string | undefined;
}

const TYPE = "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule";
const GROUP_TYPE = "alicloud:cms/groupMetricRule:GroupMetricRule";

export function readMetricRules(resources: readonly Resource[]): MetricRule[] {
  return [
    ...declared(resources, TYPE).map(readMetricRule),
    ...declared(resources, GROUP_TYPE).map(readGroupRule),
  ];
}

/** A rule on an application group says the same in other words, and less of it. */
function readGroupRule(of: Declared): MetricRule {
  const { inputs } = of.resource;
  const { ruleId, groupMetricRuleName, dimensions } = inputs;
  const only = json(dimensions);
  const read = readMetricRule({
    ...of,
    resource: {
      ...of.resource,
      inputs: {
        ...inputs,
        metricAlarmRuleId: ruleId,
        ruleName: groupMetricRuleName,
        resources: only === undefined ? undefined : JSON.stringify([only].flat()),
      },
    },
  });
  // The service decides what no data means and sends recoveries.
  return { ...read, resource: of.resource, group: text(inputs.groupId) ?? "", noDataPolicy: "" };
}

function readMetricRule(of: Declared): MetricRule {
  const { inputs } = of.resource;
  const ruleId = text(inputs.metricAlarmRuleId) ?? of.resource.name;
  const namespace = text(inputs.namespace) ?? "";
  const metricName = text(inputs.metricName) ?? "";
  const period = number(inputs.period);
  const callback = readCallback(inputs.webhook);
  const about = { namespace, metricName, metric: findMetric(namespace, metricName), period };
  const watched = list(json(inputs.resources)) as Record<string, string>[];
  return {
    ...of,
    kind: "metric-rule",
    group: undefined,
    ruleId,
    key: callback?.rule ?? stableName(ruleId),
    ruleName: text(inputs.ruleName) ?? ruleId,
    ...about,
    levels: METRIC_LEVELS.flatMap((name) => {
      const given = record(inputs.escalations)[name];
      if (given === undefined) return [];
      return [{ ...readCondition(record(given), name, about), name, times: number(record(given).times) }];
    }),
    composite: inputs.compositeExpression
      ? readComposite(record(inputs.compositeExpression), about)
      : undefined,
    mutePeriod: number(inputs.silenceTime),
    effectiveInterval: text(inputs.effectiveInterval) ?? "00:00-23:59",
    noEffectiveInterval: text(inputs.noEffectiveInterval),
    noDataPolicy: text(inputs.noDataPolicy) ?? "KEEP_LAST_STATE",
    sendRecovery: inputs.sendOk !== false,
    enabled: inputs.status !== false,
    resources: watched.length === 0 || watched.some((each) => each.resource === "_ALL") ? undefined : watched,
    contactGroups: (text(inputs.contactGroups) ?? "").split(",").filter(Boolean),
    callback,
    labels: Object.fromEntries(
      list(inputs.labels).map((each) => [text(record(each).key) ?? "", text(record(each).value) ?? ""]),
    ),
  };
}

type About = Pick<Condition, "namespace" | "metricName" | "metric" | "period">;

function readCondition(given: Record<string, unknown>, path: string, about: About): Condition {
  return {
    ...about,
    path,
    statistic: statisticOf(text(given.statistics) ?? ""),
    comparison: text(given.comparisonOperator) ?? "",
    threshold: number(given.threshold),
  };
}

function readComposite(given: Record<string, unknown>, about: About): Composite {
  return {
    level: metricLevelOf(text(given.level)) ?? "critical",
    times: number(given.times),
    join: given.expressionListJoin === "||" ? "||" : "&&",
    conditions: list(given.expressionLists).map((each, index) => {
      const { metricName: own, period } = record(each);
      const metricName = text(own) ?? about.metricName;
      const metric = findMetric(about.namespace, metricName);
      return readCondition(record(each), `composite.conditions[${index}]`, {
        ...about,
        metricName,
        metric,
        period: period === undefined ? about.period : number(period),
      });
    }),
    raw: text(given.expressionRaw),
  };
}

/** Every comparison of a rule, of levels and composite alike. */
export function conditionsOf(rule: MetricRule): Condition[] {
  return [...rule.levels, ...(rule.composite?.conditions ?? [])];
}
