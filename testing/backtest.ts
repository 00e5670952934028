import type { Rehearsal } from "./rehearsal.ts";

/** How often a rule would have paged over given data. */
export interface RuleRecord {
  rule: string;
  /** Incidents that paged somebody. */
  pages: number;
  /** Of these by worst level. */
  byLevel: Record<string, number>;
  /** Resources that it paged for. */
  resources: number;
  /** Longest and median time that an incident was open, in minutes; undefined where none was resolved. */
  longestMinutes: number | undefined;
  medianMinutes: number | undefined;
  /** Incidents that were over within ten minutes: what people learn to ignore. */
  brief: number;
  /** Incidents that were never resolved. */
  open: number;
}

const BRIEF = 10 * 60_000;

/** The record of every rule that paged, the noisiest first. */
export function backtest(rehearsal: Rehearsal): RuleRecord[] {
  const rules = new Map<string, (typeof rehearsal.incidents)[number][]>();
  for (const incident of rehearsal.incidents) {
    if (!incident.told.some(({ kind }) => kind === "opened")) continue;
    rules.set(incident.rule, [...(rules.get(incident.rule) ?? []), incident]);
  }
  return [...rules]
    .map(([rule, incidents]) => {
      const lengths = incidents
        .flatMap(({ opened, resolved }) => (resolved === undefined ? [] : [resolved - opened]))
        .sort((a, b) => a - b);
      const byLevel: Record<string, number> = {};
      for (const { level } of incidents) byLevel[level] = (byLevel[level] ?? 0) + 1;
      const minutes = (length: number | undefined) =>
        length === undefined ? undefined : Math.round(length / 60_000);
      return {
        rule,
        pages: incidents.length,
        byLevel,
        resources: new Set(incidents.map(({ resource }) => resource)).size,
        longestMinutes: minutes(lengths.at(-1)),
        medianMinutes: minutes(lengths[lengths.length >> 1]),
        brief: lengths.filter((length) => length < BRIEF).length,
        open: incidents.length - lengths.length,
      };
    })
    .sort((a, b) => b.pages - a.pages || a.rule.localeCompare(b.rule));
}
