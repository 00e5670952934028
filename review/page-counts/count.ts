import type { Series } from "../../local/cloudmonitor/series.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { TYPE } from "../../program/model/types.ts";
import { backtest, type RuleRecord } from "../../testing/backtest.ts";
import { rehearsePlan } from "../../testing/rehearse.ts";
import type { Change } from "../change/change.ts";
import type { StackSides } from "../commits/both-sides.ts";
import type { ReviewedProgram } from "../program.ts";

/**
 * How often one rule would have paged on each side. Null where that can't be said: there is no such rule,
 * it opens no incidents at a receiver of the program, or the data have nothing of its metric.
 */
export interface RulePages {
  title: string;
  urn: string;
  before: number | null;
  after: number | null;
  /** Of these, over within ten minutes. */
  briefBefore: number;
  briefAfter: number;
}

export interface Pages {
  /** Whole days that the data spans, at least 1. */
  days: number;
  /** Last day of the data, ISO 8601. */
  until: string;
  rules: RulePages[];
}

const DAY = 86_400_000;

/** Plays the data through the rules that the change is about, on both sides, and counts their pages. */
export async function countPages(
  sides: StackSides,
  changes: readonly Change[],
  series: Series[],
  folders: { before: string; after: string },
): Promise<Pages> {
  const rules = changedRules(sides, changes);
  const [before, after] = [
    await recordsOf(
      sides.before,
      rules.flatMap((rule) => rule.before ?? []),
      series,
      folders.before,
    ),
    await recordsOf(
      sides.after,
      rules.flatMap((rule) => rule.after ?? []),
      series,
      folders.after,
    ),
  ];
  const start = Math.min(...series.map((each) => each.start));
  const end = Math.max(...series.map((each) => each.start + each.values.length * each.interval));
  return {
    days: Math.max(1, Math.round((end - start) / DAY)),
    until: new Date(end).toISOString().slice(0, 10),
    rules: rules.map(({ title, urn, before: old, after: now }) => {
      const was = old === undefined ? undefined : before.get(old);
      const is = now === undefined ? undefined : after.get(now);
      return {
        title,
        urn,
        before: was?.pages ?? null,
        after: is?.pages ?? null,
        briefBefore: was?.brief ?? 0,
        briefAfter: is?.brief ?? 0,
      };
    }),
  };
}

interface ChangedRule {
  title: string;
  urn: string;
  /** URNs on each side. */
  before: string | undefined;
  after: string | undefined;
}

function changedRules({ before, after }: StackSides, changes: readonly Change[]): ChangedRule[] {
  return changes.flatMap(({ title, urn, formerUrn, change, sentences }): ChangedRule[] => {
    const entry = (change === "removed" ? before : after).entryOf.get(urn);
    if (entry?.kind !== "metric-rule" || sentences.length === 0) return [];
    return [{ title, urn, before: formerUrn, after: change === "removed" ? undefined : urn }];
  });
}

/** The record of each of these rules, by URN, as far as it can be said. */
async function recordsOf(
  program: ReviewedProgram,
  urns: string[],
  series: Series[],
  directory: string,
): Promise<Map<string, Pick<RuleRecord, "pages" | "brief">>> {
  const keys = new Map<string, string>();
  for (const urn of urns) {
    const rule = program.entryOf.get(urn);
    if (rule?.kind !== "metric-rule" || !rule.callback || rule.key === undefined) continue;
    const fed = series.some(
      (each) => each.namespace === rule.namespace && each.metricName === rule.metricName,
    );
    if (fed && isPlayed(rule) && receiverOf(program.receivers, rule.callback)) keys.set(urn, rule.key);
  }
  if (keys.size === 0) return new Map();
  const rehearsal = await rehearsePlan(onlyRules(program, keys), series, {
    directory,
    region: program.region,
  });
  const records = new Map(backtest(rehearsal).map((record) => [record.rule, record]));
  return new Map([...keys].map(([urn, key]) => [urn, records.get(key) ?? { pages: 0, brief: 0 }]));
}

/** Whether the local CloudMonitor evaluates it: a rule on resources with levels. */
function isPlayed({ resource, levels }: MetricRule): boolean {
  return resource.type === TYPE.metricRule && levels.length > 0;
}

/** The plan without the rules that stay as they are: they page as they did. */
function onlyRules(program: ReviewedProgram, kept: ReadonlyMap<string, string>): Plan {
  const { project, stack, outputs, secretOutputs } = program;
  const resources = program.resources.filter(
    ({ urn }) => kept.has(urn) || program.entryOf.get(urn)?.kind !== "metric-rule",
  );
  return { project, stack, outputs, secretOutputs, resources, diagnostics: [] };
}
