import type { RuleRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, illegal, missing, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import type { Params } from "../params.ts";
import { describeRule, matches } from "./describe-rule.ts";
import { readRuleFields } from "./rule-fields.ts";

/** Most rules in one call, and most ids. Sources: the operations' pages. */
const MOST = { rules: 500, ids: 100, described: 20 };

function putResourceMetricRule(context: Context) {
  put(context.params, context);
  return {};
}

function putResourceMetricRules(context: Context) {
  const rules = context.params.list("Rules", MOST.rules);
  if (rules.length === 0) throw missing("Rules");
  const failed = rules.flatMap((params) => {
    try {
      put(params, context);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const result = { Code: error.code, Message: error.message, Success: false };
      return [{ RuleId: params.text("RuleId") ?? "", Result: result }];
    }
  });
  return { FailedListResult: { Target: failed } };
}

function put(params: Params, context: Context): void {
  const { region } = context;
  const before = region.rules.get(params.text("RuleId") ?? "");
  const record = readRuleFields(params, context, before);
  if (record.contactGroups === "") throw missing(params.path("ContactGroups"));
  const isPrometheus = record.namespace === "acs_prometheus";
  record.resources = params.text("Resources") ?? "";
  if (!isPrometheus) checkResources(params.required("Resources"), params);
  const levels = Object.keys(record.escalations).length;
  if (levels === 0 && !record.composite && !record.prometheus) {
    throw illegal(
      "A rule needs Escalations of at least one level, a CompositeExpression or a Prometheus query.",
    );
  }
  region.putRule(record);
}

function checkResources(text: string, params: Params): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw illegal(`${params.path("Resources")} is not JSON.`);
  }
  const isList = Array.isArray(parsed) && parsed.length > 0;
  if (!isList || !(parsed as unknown[]).every((each) => typeof each === "object" && each !== null)) {
    throw illegal(`${params.path("Resources")} must be a list of dimensions, as [{"instanceId":"i-…"}].`);
  }
}

function describeMetricRuleList(context: Context) {
  const { region, params } = context;
  const ids = params.text("RuleIds")?.split(",");
  if (ids && ids.length > MOST.described) throw illegal(`RuleIds takes at most ${MOST.described} ids.`);
  // By id without going through all of them: the provider asks for each rule alone.
  const among = ids ? ids.flatMap((id) => region.rules.get(id) ?? []) : [...region.rules.values()];
  const found = among.filter((record) => matches(record, context));
  const { items, total } = page(found, params, { size: 10, most: 500, number: "Page" });
  return { Total: String(total), Alarms: { Alarm: items.map((record) => describeRule(record, context)) } };
}

function deleteMetricRules({ region, params, behaviour }: Context) {
  const ids = params.texts("Id", MOST.ids);
  if (ids.length === 0) throw missing("Id");
  const unknown = ids.find((id) => !region.rules.has(id));
  if (unknown !== undefined && behaviour.deletingUnknownRules === "fails")
    throw notFound(`(rule ${unknown})`);
  for (const id of ids) region.deleteRule(id);
  return {};
}

function turn(enabled: boolean): Operation {
  return ({ region, params, now }) => {
    const ids = params.texts("RuleId", MOST.ids);
    if (ids.length === 0) throw missing("RuleId");
    const records = ids.map((id): RuleRecord => {
      const record = region.rules.get(id);
      if (!record) throw notFound(`(rule ${id})`);
      return record;
    });
    for (const record of records) region.putRule({ ...record, enabled, updated: now });
    return {};
  };
}

export const METRIC_RULES: Record<string, Operation> = {
  PutResourceMetricRule: putResourceMetricRule,
  PutResourceMetricRules: putResourceMetricRules,
  DescribeMetricRuleList: describeMetricRuleList,
  DeleteMetricRules: deleteMetricRules,
  EnableMetricRules: turn(true),
  DisableMetricRules: turn(false),
};
