import { NoDataPolicy } from "../../components/enums.ts";
import { findMetric } from "../../components/metrics/find.ts";
import type { Metric } from "../../components/metrics/metric.ts";
import { comparisonWord } from "../../components/vocabulary/comparison.ts";
import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import { LEVEL_SPELLINGS, METRIC_LEVELS, type MetricLevel, metricLevelOf } from "../../receiver/level.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { type CallbackTarget, readCallback } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { json, list, names, number, record, text, textRecord } from "./values.ts";

/** One comparison of a rule: a level, or a condition of a composite expression. */
export interface Condition {
  /** Path of the argument that it was declared by. */
  readonly path: string;
  readonly namespace: string;
  readonly metricName: string;
  /** What the catalogue knows of the metric. */
  readonly metric: Metric | undefined;
  readonly statistic: string;
  /** The API's word; symbols of the older resource are read as what they stand for. */
  readonly comparison: string;
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
}

export interface Level extends Condition {
  readonly name: MetricLevel;
  /** Periods in a row. */
  readonly times: number;
  /** What must hold besides, for comparisons with the past: `$Average>80`. */
  readonly preCondition: string | undefined;
}

export interface Composite {
  readonly level: MetricLevel;
  readonly times: number;
  readonly join: "&&" | "||";
  readonly conditions: readonly Condition[];
  readonly raw: string | undefined;
}

/** A query of hybrid monitoring, in place of levels. */
export interface Promql {
  readonly query: string;
  readonly level: MetricLevel;
  readonly times: number;
}

/** A rule on a metric, whichever resource declares it. Times in seconds. What is left out has its default. */
export interface MetricRule extends ProgramEntry {
  readonly kind: "metric-rule";
  /** Id in CloudMonitor; undefined where the cloud chooses it. */
  readonly id: string | undefined;
  /** Stable key, by which the receiver knows it; undefined where that is an id that the cloud chooses. */
  readonly key: string | undefined;
  readonly ruleName: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly metric: Metric | undefined;
  /** Worst first. */
  readonly levels: readonly Level[];
  readonly composite: Composite | undefined;
  readonly promql: Promql | undefined;
  readonly period: number;
  readonly mutePeriod: number;
  readonly effectiveInterval: string;
  readonly noEffectiveInterval: string | undefined;
  /** How often it is checked; undefined where CloudMonitor decides. */
  readonly interval: number | undefined;
  /** Undefined where the service decides. */
  readonly noDataPolicy: string | undefined;
  readonly sendRecovery: boolean;
  readonly enabled: boolean;
  /** Dimensions of the watched resources, or below the members of a group; undefined for all. */
  readonly resources: readonly Readonly<Record<string, string>>[] | undefined;
  /** Sorted. */
  readonly contactGroups: readonly string[];
  readonly callback: CallbackTarget | undefined;
  /** The rule's own; the callback may carry others. */
  readonly labels: Readonly<Record<string, string>>;
  readonly emailSubject: string | undefined;
  /** Id of the application group whose members it watches, in place of resources. */
  readonly group: string | undefined;
}

/** The fields of a rule that inputs make up. */
export type RuleField = Exclude<
  keyof MetricRule,
  "kind" | "resource" | "component" | "declaredAs" | "id" | "key" | "metric"
>;

/** How a type of resource spells a metric rule. */
interface Spelling {
  id?: string;
  /** By field its inputs, the first of which is there counts; a field without any is the service's own business. */
  inputs: Readonly<Record<RuleField, readonly string[]>>;
  level(inputs: Record<string, unknown>, field: string): unknown;
  /** Period in seconds where none is given. Default: the metric's own. */
  period?: number;
}

const COMMON = {
  ruleName: ["ruleName"],
  namespace: ["namespace"],
  metricName: ["metricName"],
  levels: ["escalations"],
  composite: ["compositeExpression"],
  promql: ["prometheus"],
  period: ["period"],
  mutePeriod: ["silenceTime"],
  effectiveInterval: ["effectiveInterval"],
  noEffectiveInterval: ["noEffectiveInterval"],
  interval: ["interval"],
  noDataPolicy: ["noDataPolicy"],
  sendRecovery: ["sendOk"],
  enabled: ["status"],
  resources: ["resources"],
  contactGroups: ["contactGroups"],
  callback: ["webhook"],
  labels: ["labels"],
  emailSubject: ["emailSubject"],
  group: [],
} as const satisfies Spelling["inputs"];

const escalation: Spelling["level"] = ({ escalations }, field) => record(escalations)[field.toLowerCase()];

const SPELLINGS: Record<string, Spelling> = {
  [TYPE.metricRule]: { id: "metricAlarmRuleId", inputs: COMMON, level: escalation },
  [TYPE.groupMetricRule]: {
    id: "ruleId",
    inputs: {
      ...COMMON,
      ruleName: ["groupMetricRuleName"],
      resources: ["dimensions"],
      group: ["groupId"],
      // CloudMonitor decides what no data means, and sends recoveries.
      ...{ noDataPolicy: [], sendRecovery: [], enabled: [], labels: [], promql: [] },
    },
    level: escalation,
  },
  [TYPE.alarm]: {
    inputs: {
      ...COMMON,
      ruleName: ["name"],
      namespace: ["project"],
      metricName: ["metric"],
      levels: ["escalationsCritical", "escalationsWarn", "escalationsInfo"],
      resources: ["metricDimensions", "dimensions"],
      enabled: ["enabled"],
      labels: ["tags"],
      promql: ["prometheuses"],
      interval: [],
    },
    level: (inputs, field) => inputs[`escalations${field}`],
    period: 300,
  },
};

export function readMetricRules(resources: Resources): MetricRule[] {
  return resources
    .entries(...Object.keys(SPELLINGS))
    .map((entry) => readMetricRule(entry, SPELLINGS[entry.resource.type] as Spelling));
}

/** The inputs of a rule's resource that make up some of its fields. */
export function inputsOf({ resource }: MetricRule, fields: readonly RuleField[]): string[] {
  return fields.flatMap((field) => SPELLINGS[resource.type]?.inputs[field] ?? []);
}

function readMetricRule(entry: ProgramEntry, spelling: Spelling): MetricRule {
  const { inputs, name } = entry.resource;
  const given = (field: RuleField) =>
    spelling.inputs[field].map((input) => inputs[input]).find((value) => value !== undefined);
  const id = spelling.id === undefined ? undefined : text(inputs[spelling.id]);
  const namespace = text(given("namespace")) ?? "";
  const metricName = text(given("metricName")) ?? "";
  const metric = findMetric(namespace, metricName);
  const period = number(given("period"), spelling.period ?? metric?.periodSeconds ?? 60);
  const callback = readCallback(given("callback"));
  const about = { namespace, metricName, metric, period };
  const composite = given("composite");
  const decided = spelling.inputs.noDataPolicy.length > 0;
  return {
    ...entry,
    kind: "metric-rule",
    id,
    key: callback?.rule ?? (id && stableName(id)),
    ruleName: text(given("ruleName")) ?? id ?? name,
    ...about,
    levels: METRIC_LEVELS.flatMap((level) => {
      const each = spelling.level(inputs, LEVEL_SPELLINGS[level].field);
      return each === undefined ? [] : [readLevel(level, record(each), about)];
    }),
    composite: composite === undefined ? undefined : readComposite(record(composite), about),
    promql: readPromql(given("promql")),
    mutePeriod: number(given("mutePeriod"), 86_400),
    effectiveInterval: text(given("effectiveInterval")) ?? ALWAYS,
    noEffectiveInterval: text(given("noEffectiveInterval")),
    interval: given("interval") === undefined ? undefined : number(given("interval")),
    noDataPolicy: decided ? (text(given("noDataPolicy")) ?? NoDataPolicy.KeepLastState) : undefined,
    sendRecovery: given("sendRecovery") !== false,
    enabled: given("enabled") !== false,
    resources: readResources(given("resources")),
    contactGroups: names(given("contactGroups")).sort(),
    callback,
    labels: readLabels(given("labels")),
    emailSubject: text(given("emailSubject")),
    group: text(given("group")),
  };
}

type About = Pick<Condition, "namespace" | "metricName" | "metric" | "period">;

function readLevel(name: MetricLevel, given: Record<string, unknown>, about: About): Level {
  return {
    ...readCondition(given, name, about),
    name,
    times: number(given.times, 3),
    preCondition: text(given.preCondition),
  };
}

function readCondition(given: Record<string, unknown>, path: string, about: About): Condition {
  const { statistics = "Average", comparisonOperator = ">" } = given;
  return {
    ...about,
    path,
    statistic: statisticOf(text(statistics) ?? ""),
    comparison: comparisonWord(text(comparisonOperator) ?? ""),
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
      return readCondition(record(each), `composite.conditions[${index}]`, {
        namespace: about.namespace,
        metricName,
        metric: findMetric(about.namespace, metricName),
        period: number(period, about.period),
      });
    }),
    raw: text(given.expressionRaw),
  };
}

/** The older resource has a list, of which it takes one. */
function readPromql(value: unknown): Promql | undefined {
  const [first] = [value ?? []].flat();
  if (first === undefined) return undefined;
  const { promQl, level, times } = record(first);
  return {
    query: text(promQl) ?? "",
    level: metricLevelOf(text(level)) ?? "critical",
    times: number(times, 3),
  };
}

/** The levels that it fires at, worst first. */
export function levelsOf({ levels, composite, promql }: MetricRule): MetricLevel[] {
  const all = [...levels.map(({ name }) => name), composite?.level, promql?.level];
  return METRIC_LEVELS.filter((level) => all.includes(level));
}

function readLabels(value: unknown): Record<string, string> {
  if (!Array.isArray(value)) return textRecord(value);
  const pairs = value.map(record).map(({ key, value: each }) => [text(key) ?? "", text(each) ?? ""] as const);
  return Object.fromEntries(pairs);
}

/**
 * JSON of one resource or of several; `[{"resource":"_ALL"}]`, or one that names nothing but the account, is
 * every resource. The older resource's `dimensions` has, by dimension, values joined by commas.
 */
function readResources(value: unknown): Record<string, string>[] | undefined {
  const given = typeof value === "string" ? json(value) : Object.entries(record(value)).flatMap(byDimension);
  const resources = [given ?? []].flat().map((each) => {
    const { userId: _account, ...dimensions } = textRecord(each);
    return dimensions;
  });
  const all = resources.some((each) => each.resource === "_ALL" || Object.keys(each).length === 0);
  return resources.length === 0 || all ? undefined : resources;
}

function byDimension([dimension, values]: [string, unknown]): Record<string, string>[] {
  return (text(values) ?? "").split(",").map((value) => ({ [dimension]: value.trim() }));
}

/** Every comparison of a rule, of levels and composite alike. */
export function conditionsOf(rule: MetricRule): Condition[] {
  return [...rule.levels, ...(rule.composite?.conditions ?? [])];
}

/** Whether it fires at critical. */
export function isCritical(rule: MetricRule): boolean {
  return levelsOf(rule).includes("critical");
}
