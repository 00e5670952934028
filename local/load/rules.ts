import { ofType, type Plan } from "../../program/evaluator/plan.ts";
import { type MetricLevel, metricLevelOf } from "../../receiver/level.ts";
import type { Composite, Escalation, MetricRule } from "../cloudmonitor/rule.ts";

const TYPES = {
  rule: "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule",
  groupRule: "alicloud:cms/groupMetricRule:GroupMetricRule",
  group: "alicloud:cms/monitorGroup:MonitorGroup",
  members: "alicloud:cms/monitorGroupInstances:MonitorGroupInstances",
} as const;

type Inputs = Record<string, unknown>;

/** The rules on metrics that a plan declares. */
export function readRules(plan: Plan): MetricRule[] {
  const names = new Map(
    ofType(plan, TYPES.group).map(({ urn, inputs }) => [urn, text(inputs.monitorGroupName)]),
  );
  const groups = new Map(
    ofType(plan, TYPES.members).map(({ inputs, propertyDependencies }): [string, Group] => {
      const name = propertyDependencies.groupId?.map((urn) => names.get(urn)).find(Boolean);
      const members = inputs.instances as { instanceId: string }[];
      return [String(inputs.groupId), { name, members: members.map(({ instanceId }) => ({ instanceId })) }];
    }),
  );
  return [
    ...ofType(plan, TYPES.rule).map(({ inputs }) => readRule(inputs)),
    ...ofType(plan, TYPES.groupRule).map(({ inputs }) =>
      readGroupRule(inputs, groups.get(String(inputs.groupId))),
    ),
  ];
}

/** An application group whose members are declared by id. */
interface Group {
  name: string | undefined;
  members: Record<string, string>[];
}

function readRule(inputs: Inputs): MetricRule {
  const resources = JSON.parse(String(inputs.resources)) as Record<string, string>[];
  const composite = inputs.compositeExpression as Inputs | undefined;
  return {
    ...common(inputs),
    ...(composite && { composite: readComposite(composite) }),
    ruleId: String(inputs.metricAlarmRuleId),
    ruleName: String(inputs.ruleName),
    resources: resources.some((each) => each.resource === "_ALL") ? undefined : resources,
    noDataPolicy: String(inputs.noDataPolicy),
    sendOk: inputs.sendOk !== false,
    enabled: inputs.status !== false,
  };
}

/**
 * A rule on an application group watches the group's members. Nothing is tagged on this machine, so one
 * on a group by tag watches every resource that there is data of.
 */
function readGroupRule(inputs: Inputs, group: Group | undefined): MetricRule {
  const dimensions = JSON.parse(text(inputs.dimensions) ?? "{}") as Record<string, string>;
  const watched = group?.members ?? (Object.keys(dimensions).length > 0 ? [{}] : undefined);
  return {
    ...common(inputs),
    ruleId: String(inputs.ruleId),
    ruleName: String(inputs.groupMetricRuleName),
    resources: watched?.map((each) => ({ ...each, ...dimensions })),
    group: { id: String(inputs.groupId), name: group?.name ?? String(inputs.groupId) },
    // The service's own defaults: the resource says nothing of them.
    noDataPolicy: "KEEP_LAST_STATE",
    sendOk: true,
    enabled: true,
  };
}

function common(inputs: Inputs) {
  const escalations = (inputs.escalations ?? {}) as Record<MetricLevel, Inputs>;
  return {
    namespace: String(inputs.namespace),
    metricName: String(inputs.metricName),
    escalations: Object.fromEntries(
      Object.entries(escalations).map(([level, each]) => [level, readEscalation(each)]),
    ),
    contactGroups: String(inputs.contactGroups).split(","),
    period: Number(inputs.period),
    silenceTime: Number(inputs.silenceTime),
    effectiveInterval: String(inputs.effectiveInterval),
    noEffectiveInterval: text(inputs.noEffectiveInterval),
    webhook: text(inputs.webhook),
  };
}

function readComposite(inputs: Inputs): Composite {
  const conditions = (inputs.expressionLists ?? []) as Inputs[];
  const raw = text(inputs.expressionRaw);
  return {
    level: metricLevelOf(String(inputs.level)) ?? "critical",
    times: Number(inputs.times),
    join: inputs.expressionListJoin === "||" ? "||" : "&&",
    conditions: conditions.map((each) => ({
      metricName: String(each.metricName),
      comparisonOperator: String(each.comparisonOperator),
      statistics: String(each.statistics),
      threshold: Number(each.threshold),
      period: Number(each.period),
    })),
    ...(raw !== undefined && { raw }),
  };
}

function readEscalation(each: Inputs): Escalation {
  return {
    comparisonOperator: String(each.comparisonOperator),
    statistics: String(each.statistics),
    threshold: Number(each.threshold),
    times: Number(each.times),
    ...(each.preCondition !== undefined && { preCondition: String(each.preCondition) }),
  };
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
