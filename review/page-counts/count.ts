import type { Series } from "../../local/cloudmonitor/series.ts";
import { conditionsOf } from "../../program/model/metric-rules.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { backtest, type RuleRecord } from "../../testing/backtest.ts";
import { rehearseProgram } from "../../testing/rehearse.ts";
import type { Change } from "../change/change.ts";
import type { StackSides } from "../commits/both-sides.ts";

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
): Promise<Pages> {
  const rules = changedRules(sides, changes);
  const before = await recordsOf(
    sides.before,
    rules.flatMap((rule) => rule.before ?? []),
    series,
  );
  const after = await recordsOf(
    sides.after,
    rules.flatMap((rule) => rule.after ?? []),
    series,
  );
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
  program: Program,
  urns: string[],
  series: Series[],
): Promise<Map<string, Pick<RuleRecord, "pages" | "brief">>> {
  const keys = new Map<string, string>();
  for (const urn of urns) {
    const rule = program.entryOf.get(urn);
    if (rule?.kind !== "metric-rule" || rule.key === undefined) continue;
    const fed = [rule, ...conditionsOf(rule)].every(({ namespace, metricName }) =>
      series.some((each) => each.namespace === namespace && each.metricName === metricName),
    );
    if (fed && receiverOf(program.receivers, rule.callback)) keys.set(urn, rule.key);
  }
  if (keys.size === 0) return new Map();
  const rehearsal = await rehearseProgram(onlyRules(program, keys), series);
  const records = new Map(backtest(rehearsal).map((record) => [record.rule, record]));
  return new Map(
    [...keys].flatMap(([urn, key]) =>
      key in rehearsal.notEvaluated ? [] : [[urn, records.get(key) ?? { pages: 0, brief: 0 }]],
    ),
  );
}

/** The program without the rules that stay as they are: they page as they did. */
function onlyRules(program: Program, kept: ReadonlyMap<string, string>): Program {
  const resources = program.resources.filter(
    ({ urn }) => kept.has(urn) || program.entryOf.get(urn)?.kind !== "metric-rule",
  );
  return readProgram({ ...program, resources });
}
