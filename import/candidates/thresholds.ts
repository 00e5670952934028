import { Comparison, Statistic } from "../../components/enums.ts";
import { ALWAYS } from "../../components/vocabulary/interval.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import type { MetricLevel } from "../../receiver/level.ts";
import type { Tree } from "../code.ts";
import type { ImportedCallback } from "./callback.ts";
import type { Context } from "./candidate.ts";
import { duration, filled, word } from "./words.ts";

/** What the two kinds of rules on metrics name differently. */
interface Own {
  ruleName: unknown;
  key: string;
  metric: unknown;
  callback: ImportedCallback;
  labels: Record<string, string>;
}

/** The arguments that rules on resources and on application groups share: what is watched, and whom it tells. */
export function thresholdArgs(inputs: Tree, own: Own, { name, secrets, refer }: Context) {
  const { runbook_url: runbook, owner, ...labels } = own.labels;
  const escalations = (inputs.escalations ?? {}) as Partial<Record<MetricLevel, Tree>>;
  const groups = String(inputs.contactGroups ?? "").split(",");
  const what = {
    ruleName: own.ruleName === name ? undefined : own.ruleName,
    key: own.key === name ? undefined : own.key,
    metric: own.metric,
    critical: levelArgs(escalations.critical),
    warn: levelArgs(escalations.warn),
    info: levelArgs(escalations.info),
    period: duration(inputs.period),
    mutePeriod: duration(inputs.silenceTime),
    effectiveInterval: inputs.effectiveInterval === ALWAYS ? undefined : inputs.effectiveInterval,
    noEffectiveInterval: inputs.noEffectiveInterval,
    emailSubject: inputs.emailSubject,
  };
  const whom = {
    labels: filled(labels),
    runbook,
    owner,
    contactGroups: groups.map((each) => refer("contact group", each)),
    callback: own.callback.url && secrets.code("callback", own.callback.url),
  };
  return { what, whom };
}

/** Statistics that a rule's levels and conditions ask of its own metric. */
export function statisticsOf({ escalations, compositeExpression, metricName }: Tree): string[] {
  const levels = Object.values((escalations ?? {}) as Record<string, Tree>);
  const conditions = ((compositeExpression as Tree | undefined)?.expressionLists ?? []) as Tree[];
  const own = conditions.filter((each) => each.metricName === metricName);
  return [...levels, ...own].map(({ statistics }) => statisticOf(String(statistics)));
}

function levelArgs(level: Tree | undefined): Tree | undefined {
  if (level === undefined) return undefined;
  const { statistics, comparisonOperator, threshold, times } = level;
  return {
    statistic: word("Statistic", Statistic, statistics),
    comparison: word("Comparison", Comparison, comparisonOperator),
    threshold: Number(threshold),
    times,
  };
}
