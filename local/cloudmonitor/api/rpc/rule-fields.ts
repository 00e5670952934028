import { NoDataPolicy, RuleLevel } from "../../../../components/enums.ts";
import { findMetric } from "../../../../components/metrics/find.ts";
import { COMPARISONS, meaningOf } from "../../../../components/vocabulary/comparison.ts";
import { LEVEL_SPELLINGS, METRIC_LEVELS, metricLevelOf } from "../../../../receiver/level.ts";
import type {
  CompositeRecord,
  EscalationRecord,
  KeyValue,
  PrometheusRecord,
  RuleRecord,
} from "../../store/records.ts";
import type { Context } from "../context.ts";
import { ApiError, illegal, missing, overLimit } from "../errors.ts";
import type { Params } from "../params.ts";

/** The fields that rules of single resources and of application groups have in common. */
export function readRuleFields(params: Params, context: Context, before: RuleRecord | undefined): RuleRecord {
  const namespace = params.required("Namespace");
  const metricName = params.required("MetricName");
  checkMetric(namespace, metricName, context);
  const record: RuleRecord = {
    ruleId: params.required("RuleId"),
    ruleName: params.required("RuleName"),
    namespace,
    metricName,
    contactGroups: readGroups(params, context),
    resources: "",
    escalations: readEscalations(params, namespace, metricName),
    composite: readComposite(params),
    prometheus: readPrometheus(params),
    labels: params.list("Labels", 20).map(readKeyValue),
    period: params.integer("Period", { least: 1, most: 86_400 })?.toString(),
    silenceTime: params.integer("SilenceTime", { least: 0, most: 86_400 }),
    effectiveInterval: params.text("EffectiveInterval"),
    noEffectiveInterval: params.text("NoEffectiveInterval"),
    noDataPolicy: params.oneOf("NoDataPolicy", Object.values(NoDataPolicy)),
    sendOk: params.boolean("SendOK") ?? sendOkOf(params.text("Options")),
    webhook: readWebhook(params),
    emailSubject: params.text("EmailSubject"),
    interval: params.integer("Interval", { least: 1, most: 86_400 })?.toString(),
    options: params.text("Options"),
    enabled: before?.enabled ?? true,
    targets: before?.targets ?? [],
    created: before?.created ?? context.now,
    updated: context.now,
  };
  if (!before && context.region.rules.size >= context.limits.rules) {
    throw overLimit(`This account may have ${context.limits.rules} alert rules in one region.`);
  }
  return context.behaviour.omittedRuleFields === "kept" && before ? keepOmitted(record, before) : record;
}

/** For a server that keeps what a call leaves out, levels too. */
function keepOmitted(record: RuleRecord, before: RuleRecord): RuleRecord {
  const given = Object.entries(record).filter(([, value]) => value !== undefined);
  const labels = record.labels.length > 0 ? record.labels : before.labels;
  const escalations = { ...before.escalations, ...record.escalations };
  return { ...before, ...Object.fromEntries(given), labels, escalations } as RuleRecord;
}

function checkMetric(namespace: string, metricName: string, { behaviour }: Context): void {
  if (behaviour.unknownMetrics === "accepted" || namespace === "acs_prometheus") return;
  if (!findMetric(namespace, metricName))
    throw illegal(`The metric ${metricName} is not one of ${namespace}.`);
}

function readGroups(params: Params, { account, behaviour }: Context): string {
  const groups = params.text("ContactGroups") ?? "";
  const unknown = groups === "" ? undefined : groups.split(",").find((name) => !account.groups.has(name));
  if (behaviour.unknownContacts === "refused" && unknown !== undefined) {
    throw new ApiError(404, "ContactGroup.NotExists", `ContactGroup not exists (${unknown})`);
  }
  return groups;
}

function readWebhook(params: Params): string | undefined {
  const webhook = params.text("Webhook");
  if (webhook === undefined || (URL.canParse(webhook) && /^https?:$/.test(new URL(webhook).protocol)))
    return webhook;
  // The answer doesn't repeat the address: there may be a token in it.
  throw illegal(`${params.path("Webhook")} must be an HTTP or HTTPS URL.`);
}

/** `{"NotSendOK":true}` is the older way to want no recovery notice. */
function sendOkOf(options: string | undefined): boolean | undefined {
  return options === undefined ? undefined : !/"NotSendOK"\s*:\s*true/.test(options);
}

function readEscalations(params: Params, namespace: string, metricName: string): RuleRecord["escalations"] {
  const given = params.below("Escalations");
  const levels = METRIC_LEVELS.flatMap((level) => {
    const { field } = LEVEL_SPELLINGS[level];
    const fields = given?.below(field);
    return fields ? [[field, readEscalation(fields, namespace, metricName)] as const] : [];
  });
  return Object.fromEntries(levels);
}

function readEscalation(params: Params, namespace: string, metricName: string): EscalationRecord {
  const statistics = params.required("Statistics");
  const offered = findMetric(namespace, metricName)?.statistics as readonly string[] | undefined;
  // Since August 2024 the server refuses a statistic that the metric doesn't list.
  if (offered && statistics.split(",").some((each) => !offered.includes(each))) {
    throw illegal(
      `${params.path("Statistics")} must be one that ${metricName} offers: ${offered.join(", ")}.`,
    );
  }
  const operator = params.required("ComparisonOperator");
  if (!meaningOf(operator))
    throw illegal(`${params.path("ComparisonOperator")} must be one of ${COMPARISONS.join(", ")}.`);
  const threshold = params.required("Threshold");
  if (!Number.isFinite(Number(threshold))) throw illegal(`${params.path("Threshold")} must be a number.`);
  const times = params.integer("Times", { least: 1 });
  if (times === undefined) throw missing(params.path("Times"));
  const condition = params.text("PreCondition");
  return {
    ComparisonOperator: operator,
    Statistics: statistics,
    Threshold: threshold,
    Times: times,
    ...(condition === undefined ? {} : { PreCondition: condition }),
  };
}

function readComposite(params: Params): CompositeRecord | undefined {
  const given = params.below("CompositeExpression");
  if (!given?.has("Level")) return undefined;
  const raw = given.text("ExpressionRaw");
  const join = given.text("ExpressionListJoin");
  return {
    Level: given.oneOf("Level", Object.values(RuleLevel)) ?? RuleLevel.Critical,
    Times: given.integer("Times", { least: 1 }) ?? 1,
    ...(raw === undefined ? {} : { ExpressionRaw: raw }),
    ...(join === undefined ? {} : { ExpressionListJoin: join }),
    ExpressionList: given.list("ExpressionList", 10).map((each) => ({
      MetricName: each.required("MetricName"),
      ComparisonOperator: each.required("ComparisonOperator"),
      Statistics: each.required("Statistics"),
      Threshold: each.required("Threshold"),
      Period: each.integer("Period", { least: 1 }) ?? 60,
    })),
  };
}

function readPrometheus(params: Params): PrometheusRecord | undefined {
  const given = params.below("Prometheus");
  const query = given?.text("PromQL");
  if (!given || query === undefined) return undefined;
  // Levels of Prometheus rules come as words or as numbers.
  const spelled = given.required("Level");
  const level = metricLevelOf(spelled);
  return {
    PromQL: query,
    Level: level ? LEVEL_SPELLINGS[level].value : spelled,
    Times: given.integer("Times", { least: 1 }) ?? 1,
    Annotations: given.list("Annotations", 20).map(readKeyValue),
  };
}

export function readKeyValue(params: Params): KeyValue {
  return { Key: params.required("Key"), Value: params.text("Value") ?? "" };
}
