import type { RuleRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { missing, notFound } from "../errors.ts";

/** Most targets of one rule. */
const MOST = 5;

function ruleOf({ region, params }: Context): RuleRecord {
  const id = params.required("RuleId");
  const record = region.rules.get(id);
  if (!record) throw notFound(`(rule ${id})`);
  return record;
}

/** Creates targets or overwrites them by id; others stay. */
function putMetricRuleTargets(context: Context) {
  const record = ruleOf(context);
  const given = context.params.list("Targets", MOST).map((each) => ({
    Id: each.required("Id"),
    Arn: each.required("Arn"),
    Level: each.text("Level") ?? "CRITICAL",
    JsonParams: each.text("JsonParams") ?? "",
  }));
  if (given.length === 0) throw missing("Targets");
  const named = new Set(given.map(({ Id }) => Id));
  record.targets = [...record.targets.filter(({ Id }) => !named.has(Id)), ...given];
  return { FailData: { Targets: { Target: [] } } };
}

function describeMetricRuleTargets(context: Context) {
  return { Targets: { Target: ruleOf(context).targets } };
}

function deleteMetricRuleTargets(context: Context) {
  const record = ruleOf(context);
  const ids = context.params.texts("TargetIds", 100);
  if (ids.length === 0) throw missing("TargetIds");
  const failed = ids.filter((id) => !record.targets.some(({ Id }) => Id === id));
  record.targets = record.targets.filter(({ Id }) => !ids.includes(Id));
  return { FailIds: { TargetIds: { TargetId: failed } } };
}

export const RULE_TARGETS: Record<string, Operation> = {
  PutMetricRuleTargets: putMetricRuleTargets,
  DescribeMetricRuleTargets: describeMetricRuleTargets,
  DeleteMetricRuleTargets: deleteMetricRuleTargets,
};
