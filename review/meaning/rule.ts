import { findMetric } from "../../components/metrics/find.ts";
import { comparisonWord, limitText } from "../../components/vocabulary/comparison.ts";
import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import { ruleKey } from "../../receiver/alert.ts";
import { LEVEL_SPELLINGS, METRIC_LEVELS, type MetricLevel, metricLevelOf } from "../../receiver/level.ts";
import { type Callback, readCallback } from "./callback.ts";
import type { Condition } from "./condition.ts";

/** A metric rule, whichever resource declares it. */
export interface Rule {
  /** Id in CloudMonitor; undefined where the cloud chooses it. */
  id: string | undefined;
  /** What the receiver tells its incidents apart by; undefined where that is the cloud's own id. */
  key: string | undefined;
  namespace: string;
  metricName: string;
  unit: string | undefined;
  /** Name that people see in notifications. */
  ruleName: string;
  levels: Partial<Record<MetricLevel, Condition>>;
  /** A composite expression in words, in place of levels, with its level. */
  composite: { level: string; text: string } | undefined;
  /** Seconds. */
  period: number;
  /** Seconds. */
  mutePeriod: number;
  interval: string;
  exceptInterval: string | undefined;
  noData: string;
  sendsRecovery: boolean;
  enabled: boolean;
  /** Watched resources in words; undefined for all. */
  resources: string[] | undefined;
  groups: string[];
  callback: Callback | undefined;
  labels: Record<string, string>;
  emailSubject: string | undefined;
}

/** The parts of a rule that inputs make up. */
export type RulePart = Exclude<keyof Rule, "unit" | "id" | "key">;

type Inputs = Record<string, unknown>;

/** How a resource type spells a metric rule. */
interface Spelling {
  read: (inputs: Inputs) => Rule;
  /** Inputs behind each part of a rule, for whoever has to know what a sentence explains. */
  inputs: Record<RulePart, string[]>;
}

const COMMON = {
  levels: ["escalations", "period"],
  composite: ["compositeExpression", "period"],
  period: ["period"],
  mutePeriod: ["silenceTime"],
  interval: ["effectiveInterval"],
  exceptInterval: ["noEffectiveInterval"],
  noData: ["noDataPolicy"],
  sendsRecovery: ["sendOk"],
  enabled: ["status"],
  groups: ["contactGroups"],
  callback: ["webhook"],
  labels: ["labels"],
  emailSubject: ["emailSubject"],
};

const SPELLINGS: Record<string, Spelling> = {
  "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule": {
    read: (inputs) => {
      const escalations = (inputs.escalations ?? {}) as Record<string, Inputs>;
      return {
        ...readCommon(inputs, inputs.metricAlarmRuleId, inputs.namespace, inputs.metricName),
        ruleName: String(inputs.ruleName),
        levels: readLevels((level) => escalations[level]),
        resources: readResources(inputs.resources),
        groups: names(inputs.contactGroups),
        enabled: inputs.status !== false,
        labels: readLabels(inputs.labels),
      };
    },
    inputs: {
      ...COMMON,
      namespace: ["namespace"],
      metricName: ["metricName"],
      ruleName: ["ruleName"],
      resources: ["resources"],
    },
  },
  "alicloud:cms/groupMetricRule:GroupMetricRule": {
    read: (inputs) => {
      const escalations = (inputs.escalations ?? {}) as Record<string, Inputs>;
      return {
        ...readCommon(inputs, inputs.ruleId, inputs.namespace, inputs.metricName),
        ruleName: String(inputs.groupMetricRuleName),
        levels: readLevels((level) => escalations[level]),
        resources: [
          `application group ${String(inputs.groupId)}`,
          ...(readResources(inputs.dimensions) ?? []),
        ],
        groups: names(inputs.contactGroups),
        enabled: true,
        labels: {},
      };
    },
    inputs: {
      ...COMMON,
      namespace: ["namespace"],
      metricName: ["metricName"],
      ruleName: ["groupMetricRuleName"],
      resources: ["groupId", "dimensions"],
    },
  },
  "alicloud:cms/alarm:Alarm": {
    read: (inputs) => ({
      ...readCommon(inputs, undefined, inputs.project, inputs.metric),
      ruleName: String(inputs.name ?? ""),
      levels: readLevels((level) => inputs[`escalations${LEVEL_SPELLINGS[level].field}`] as Inputs),
      resources: readResources(inputs.metricDimensions),
      groups: names(inputs.contactGroups),
      enabled: inputs.enabled !== false,
      labels: Object.fromEntries(
        Object.entries((inputs.tags ?? {}) as Inputs).map(([k, v]) => [k, String(v)]),
      ),
    }),
    inputs: {
      ...COMMON,
      namespace: ["project"],
      metricName: ["metric"],
      ruleName: ["name"],
      levels: ["escalationsCritical", "escalationsWarn", "escalationsInfo", "period"],
      resources: ["metricDimensions"],
      enabled: ["enabled"],
      labels: ["tags"],
    },
  },
};

/** The rule that a resource declares; undefined if it declares none on a metric. */
export function readRule({ type, inputs }: Resource): Rule | undefined {
  return SPELLINGS[type]?.read(inputs);
}

/** The inputs of a rule's resource that make up some parts of the rule. */
export function inputsOf(type: string, parts: readonly RulePart[]): string[] {
  const table = SPELLINGS[type]?.inputs;
  return table ? parts.flatMap((part) => table[part]) : [];
}

function readCommon(inputs: Inputs, givenId: unknown, givenNamespace: unknown, givenMetric: unknown) {
  const [namespace, metricName] = [String(givenNamespace), String(givenMetric)];
  const callback = readCallback(inputs.webhook);
  const id = text(givenId);
  return {
    id,
    key: callback?.key ?? (id && ruleKey(undefined, id, "", undefined)),
    namespace,
    metricName,
    unit: unitOf(namespace, metricName),
    composite: readComposite(inputs.compositeExpression),
    period: Number(inputs.period ?? 300),
    mutePeriod: Number(inputs.silenceTime ?? 86_400),
    interval: String(inputs.effectiveInterval ?? ALWAYS),
    exceptInterval: text(inputs.noEffectiveInterval),
    noData: String(inputs.noDataPolicy ?? "KEEP_LAST_STATE"),
    sendsRecovery: inputs.sendOk !== false,
    callback,
    emailSubject: text(inputs.emailSubject),
  };
}

/** Of a mere count people say the number alone. */
function unitOf(namespace: string, metricName: string): string | undefined {
  const unit = findMetric(namespace, metricName)?.unit;
  return unit === "count" ? undefined : unit;
}

function readLevels(of: (level: MetricLevel) => Inputs | undefined): Rule["levels"] {
  return Object.fromEntries(
    METRIC_LEVELS.flatMap((level) => {
      const given = of(level);
      if (!given) return [];
      const condition: Condition = {
        comparison: comparisonWord(String(given.comparisonOperator ?? ">")),
        statistic: String(given.statistics ?? "Average"),
        threshold: Number(given.threshold),
        times: Number(given.times ?? 3),
        preCondition: text(given.preCondition),
      };
      return [[level, condition]];
    }),
  );
}

function readComposite(value: unknown): Rule["composite"] {
  if (typeof value !== "object" || value === null) return undefined;
  const { level, times, expressionRaw, expressionListJoin, expressionLists } = value as Inputs;
  const conditions = ((expressionLists ?? []) as Inputs[]).map((each) => {
    const statistic = statisticOf(String(each.statistics));
    const limit = limitText(String(each.comparisonOperator), String(each.threshold));
    return `${each.metricName} ${statistic} ${limit}`;
  });
  const join = expressionListJoin === "||" ? " or " : " and ";
  const condition = text(expressionRaw) ?? conditions.join(join);
  return {
    level: metricLevelOf(String(level)) ?? String(level),
    text: `${condition}, ${String(times)} times in a row`,
  };
}

function readResources(value: unknown): string[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(String(value ?? "[]"));
  } catch {
    return [String(value)];
  }
  const each = (Array.isArray(list) ? list : [list]) as Record<string, unknown>[];
  if (each.length === 0 || each.some((one) => one.resource === "_ALL")) return undefined;
  return each.map((one) => Object.values(one).map(String).join(" "));
}

function readLabels(value: unknown): Record<string, string> {
  const list = (value ?? []) as { key: string; value: unknown }[];
  return Object.fromEntries(list.map((each) => [each.key, String(each.value)]));
}

function names(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(String) : String(value ?? "").split(",");
  return list.filter((name) => name !== "").sort();
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
