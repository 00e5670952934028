import { LEVEL_SPELLINGS, METRIC_LEVELS } from "../../../../receiver/level.ts";
import { periodOf, RULE_DEFAULTS } from "../../store/read-rule.ts";
import type { RuleRecord } from "../../store/records.ts";
import type { Context } from "../context.ts";
import { illegal } from "../errors.ts";

const STATES = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;

/** Whether a rule passes the filters of `DescribeMetricRuleList`. */
export function matches(record: RuleRecord, { region, params }: Context): boolean {
  const is = (name: string, value: string | undefined) => (params.text(name) ?? value) === value;
  const enabled = params.boolean("EnableState");
  const state = params.oneOf("AlertState", STATES);
  // Composite rules are found by their first metric only.
  const metric = record.composite?.ExpressionList[0]?.MetricName ?? record.metricName;
  return (
    record.ruleName.includes(params.text("RuleName") ?? "") &&
    is("Namespace", record.namespace) &&
    is("MetricName", metric) &&
    is("GroupId", record.groupId) &&
    (enabled === undefined || enabled === record.enabled) &&
    (state === undefined || state === region.monitor.stateOf(record.ruleId)) &&
    watches(record, params.text("Dimensions"))
  );
}

function watches(record: RuleRecord, dimensions: string | undefined): boolean {
  if (dimensions === undefined) return true;
  if (record.resources === "") return false;
  let wanted: Record<string, string>;
  try {
    wanted = JSON.parse(dimensions);
  } catch {
    throw illegal("Dimensions is not JSON.");
  }
  const resources = JSON.parse(record.resources) as Record<string, string>[];
  return resources.some((each) => Object.entries(wanted).every(([key, value]) => each[key] === value));
}

/** A rule as `DescribeMetricRuleList` answers it: what was left out shows the server's default. */
export function describeRule(record: RuleRecord, { region, behaviour }: Context) {
  const group = record.groupId === undefined ? undefined : region.monitorGroups.get(Number(record.groupId));
  const resources = behaviour.resources === "reformatted" ? reformat(record.resources) : record.resources;
  return {
    RuleId: record.ruleId,
    RuleName: record.ruleName,
    Namespace: record.namespace,
    MetricName: record.metricName,
    ContactGroups: record.contactGroups,
    Resources: resources,
    Dimensions: record.groupId === undefined ? resources : listOf(record.extraDimensions),
    Escalations: describeEscalations(record, behaviour.absentLevels === "empty"),
    ...(record.composite && { CompositeExpression: wrapped(record.composite, "ExpressionList") }),
    ...(record.prometheus && { Prometheus: wrapped(record.prometheus, "Annotations") }),
    ...(record.labels.length > 0 && { Labels: { Labels: record.labels } }),
    Period: String(periodOf(record)),
    SilenceTime: record.silenceTime ?? RULE_DEFAULTS.silenceTime,
    EffectiveInterval: record.effectiveInterval ?? RULE_DEFAULTS.effectiveInterval,
    NoEffectiveInterval: record.noEffectiveInterval ?? "",
    NoDataPolicy: record.noDataPolicy ?? RULE_DEFAULTS.noDataPolicy,
    SendOK: record.sendOk ?? RULE_DEFAULTS.sendOk,
    Webhook: record.webhook ?? "",
    MailSubject: record.emailSubject ?? "",
    ...(record.interval !== undefined && { Interval: record.interval }),
    ...(record.options !== undefined && { Options: record.options }),
    GroupId: record.groupId ?? "",
    GroupName: group?.name ?? "",
    SourceType: "METRIC",
    EnableState: record.enabled,
    AlertState: region.monitor.stateOf(record.ruleId),
    GmtCreate: record.created,
    GmtUpdate: String(record.updated),
  };
}

/** A group rule's dimensions below the instance. Never an empty text: the provider takes the brackets off. */
function listOf(dimensions: string | undefined): string {
  if (dimensions === undefined) return "[]";
  return dimensions.startsWith("[") ? dimensions : `[${dimensions}]`;
}

function describeEscalations(record: RuleRecord, showAbsent: boolean) {
  return Object.fromEntries(
    METRIC_LEVELS.flatMap((level) => {
      const { field } = LEVEL_SPELLINGS[level];
      const escalation = record.escalations[field];
      return escalation || showAbsent ? [[field, escalation ?? {}] as const] : [];
    }),
  );
}

/** Lists stand in the answer as `{Name: {Name: […]}}`. */
function wrapped(record: object, list: string) {
  return { ...record, [list]: { [list]: (record as Record<string, unknown>)[list] } };
}

/** Keys in another order and white space, as a server might write them that parsed what it was given. */
function reformat(text: string): string {
  if (text === "") return text;
  const list = (JSON.parse(text) as Record<string, unknown>[]).map((each) =>
    Object.entries(each)
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(", "),
  );
  return `[{${list.join("}, {")}}]`;
}
