import type { Context, Operation } from "../context.ts";
import { ApiError, missing, notFound } from "../errors.ts";
import type { Params } from "../params.ts";
import { readRuleFields } from "./rule-fields.ts";

function putGroupMetricRule(context: Context) {
  put(context.params, context.params.required("GroupId"), context);
  return {};
}

function createGroupMetricRules(context: Context) {
  const groupId = context.params.required("GroupId");
  const rules = context.params.list("GroupMetricRules", 200);
  if (rules.length === 0) throw missing("GroupMetricRules");
  const results = rules.map((params) => {
    const rule = { RuleId: params.text("RuleId") ?? "", RuleName: params.text("RuleName") ?? "" };
    try {
      put(params, groupId, context);
      return { ...rule, Code: 200, Success: true, Message: "" };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { ...rule, Code: error.status, Success: false, Message: error.message };
    }
  });
  return { Resources: { AlertResult: results } };
}

function put(params: Params, groupId: string, context: Context): void {
  const { region } = context;
  if (!region.monitorGroups.has(Number(groupId))) throw notFound(`(application group ${groupId})`);
  const before = region.rules.get(params.text("RuleId") ?? "");
  const record = readRuleFields(params, context, before);
  region.putRule({
    ...record,
    groupId,
    category: params.text("Category"),
    extraDimensions: params.text("ExtraDimensionJson") ?? params.text("Dimensions"),
  });
}

export const GROUP_RULES: Record<string, Operation> = {
  PutGroupMetricRule: putGroupMetricRule,
  CreateGroupMetricRules: createGroupMetricRules,
};
