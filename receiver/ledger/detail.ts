import type { Incident } from "../api/shapes.ts";
import type { SourceConfig } from "../config/config.ts";
import { iso } from "../destinations/text.ts";
import { thresholdOf } from "../message/condition.ts";
import { linksOf } from "../message/links.ts";
import type { Look } from "./look.ts";
import { timelineOf } from "./timeline.ts";

/** An incident as its source knows it; what destinations know of it they say themselves. */
export type LedgersIncident = Omit<Incident, "told">;

/** One incident with a page of its timeline, from below the event `before` on. */
export function detailOf(
  storage: SqlStorage,
  look: Look,
  settings: SourceConfig | undefined,
  { key, before, now }: { key: string; before: number | null; now: number },
): LedgersIncident | undefined {
  const found = look.incident(key, now);
  if (!found) return undefined;
  const { row, alert, identity, first, last, silencedUntil } = found;
  const { timeline, next, values } = timelineOf(storage, { identity, first, last }, before, now);
  const links = alert && settings ? linksOf(alert, settings) : {};
  return {
    ...row,
    namespace: alert?.namespace ?? null,
    metric: alert?.metric ?? null,
    region: alert?.region ?? null,
    account: alert?.account ?? null,
    condition: alert?.condition ?? null,
    unit: alert?.unit ?? null,
    links: Object.fromEntries(Object.entries(links).map(([name, { href }]) => [name, href])),
    silencedUntil: silencedUntil === null ? null : iso(silencedUntil),
    timeline,
    next,
    values,
    threshold: thresholdOf(alert?.condition) ?? null,
  };
}
