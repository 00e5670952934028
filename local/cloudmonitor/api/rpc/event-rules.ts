import { RuleLevel } from "../../../../components/enums.ts";
import { EVENT_TARGETS, type EventPatternRecord, type EventRuleRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { missing, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import type { Params } from "../params.ts";

/** Most patterns of a rule, and most names in one call. */
const MOST = { patterns: 50, names: 20 };
const LEVELS = [...Object.values(RuleLevel), "*"];

function putEventRule({ region, params }: Context) {
  const name = params.required("RuleName");
  const patterns = params.list("EventPattern", MOST.patterns).map(readPattern);
  const before = region.eventRules.get(name);
  if (patterns.length === 0) throw missing("EventPattern");
  region.eventRules.set(name, {
    name,
    eventType: params.oneOf("EventType", ["SYSTEM", "CUSTOM"]) ?? before?.eventType ?? "SYSTEM",
    groupId: params.text("GroupId"),
    description: params.text("Description") ?? "",
    silenceTime: params.integer("SilenceTime", { most: 86_400 }) ?? 0,
    state: params.oneOf("State", ["ENABLED", "DISABLED"]) ?? before?.state ?? "ENABLED",
    patterns,
    targets: before?.targets ?? noTargets(),
  });
  return { Data: "1" };
}

function noTargets(): EventRuleRecord["targets"] {
  return Object.fromEntries(EVENT_TARGETS.map((kind) => [kind, []])) as unknown as EventRuleRecord["targets"];
}

function readPattern(params: Params): EventPatternRecord {
  const keywords = params.below("KeywordFilter");
  return {
    Product: params.required("Product"),
    NameList: params.texts("NameList", 50),
    LevelList: params.texts("LevelList", LEVELS.length),
    StatusList: params.texts("StatusList", 50),
    EventTypeList: params.texts("EventTypeList", 50),
    SQLFilter: params.text("SQLFilter"),
    CustomFilters: params.text("CustomFilters"),
    KeywordFilter: keywords && {
      Relation: keywords.oneOf("Relation", ["AND", "OR", "NOT"]) ?? "AND",
      Keywords: keywords.texts("Keywords", 10),
    },
  };
}

function describeEventRuleList({ region, params, behaviour }: Context) {
  const prefix = params.text("NamePrefix") ?? "";
  const group = params.text("GroupId");
  const enabled =
    params.boolean("IsEnable") ?? (behaviour.disabledEventRules === "hidden" ? true : undefined);
  const found = [...region.eventRules.values()].filter(
    (rule) =>
      rule.name.startsWith(prefix) &&
      (group === undefined || rule.groupId === group) &&
      (enabled === undefined || enabled === (rule.state === "ENABLED")),
  );
  const { items, total } = page(found, params, { size: 10 });
  return { Total: total, EventRules: { EventRule: items.map(describe) } };
}

function describeEventRuleAttribute({ region, params }: Context) {
  const name = params.required("RuleName");
  const rule = region.eventRules.get(name);
  if (!rule) throw notFound(`(event rule ${name})`);
  return { Result: describe(rule) };
}

/**
 * The pattern stands in the answer twice: plain, as the provider reads it, and in a list of its own, as
 * the SDKs declare it. Which of the two the real server sends is not known here.
 */
function describe(rule: EventRuleRecord) {
  const patterns = rule.patterns.map((pattern) => ({
    Product: pattern.Product,
    NameList: { NameList: pattern.NameList },
    LevelList: { LevelList: pattern.LevelList },
    StatusList: { StatusList: pattern.StatusList },
    EventTypeList: { EventTypeList: pattern.EventTypeList },
    ...(pattern.SQLFilter !== undefined && { SQLFilter: pattern.SQLFilter }),
    ...(pattern.CustomFilters !== undefined && { CustomFilters: pattern.CustomFilters }),
    ...(pattern.KeywordFilter && {
      KeywordFilter: {
        Relation: pattern.KeywordFilter.Relation,
        Keywords: { Keywords: pattern.KeywordFilter.Keywords },
      },
    }),
  }));
  return {
    Name: rule.name,
    EventType: rule.eventType,
    GroupId: rule.groupId ?? "",
    Description: rule.description,
    SilenceTime: rule.silenceTime,
    State: rule.state,
    EventPattern: { ...patterns[0], EventPattern: patterns },
  };
}

function named({ region, params }: Context): EventRuleRecord[] {
  const names = params.texts("RuleNames", MOST.names);
  if (names.length === 0) throw missing("RuleNames");
  return names.map((name) => {
    const rule = region.eventRules.get(name);
    if (!rule) throw notFound(`(event rule ${name})`);
    return rule;
  });
}

function deleteEventRules(context: Context) {
  for (const rule of named(context)) context.region.eventRules.delete(rule.name);
  return {};
}

function turn(state: EventRuleRecord["state"]): Operation {
  return (context) => {
    for (const rule of named(context)) rule.state = state;
    return {};
  };
}

export const EVENT_RULES: Record<string, Operation> = {
  PutEventRule: putEventRule,
  DescribeEventRuleList: describeEventRuleList,
  DescribeEventRuleAttribute: describeEventRuleAttribute,
  DeleteEventRules: deleteEventRules,
  EnableEventRules: turn("ENABLED"),
  DisableEventRules: turn("DISABLED"),
};
