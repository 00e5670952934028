import { masked } from "../api/mask.ts";
import type { Decisions, Quarantine } from "../api/shapes.ts";
import { iso } from "../destinations/text.ts";
import { Sql } from "../sql.ts";

const HOUR = 60 * 60 * 1000;

/** Most events that are counted for one answer. */
const MOST_COUNTED = 20_000;

/** Characters of a body that are shown. */
const MOST_SHOWN = 2000;

/** Decisions of the last hours, by hour and name. Counts the newest events alone where there are too many. */
export function decisionsOf(storage: SqlStorage, hours: number, now: number): Decisions {
  const sql = new Sql(storage);
  const from = now - (now % HOUR) - (hours - 1) * HOUR;
  const [row] = sql.rows<{ newest: number | null }>("SELECT max(seq) AS newest FROM events");
  const least = (row?.newest ?? 0) - MOST_COUNTED;
  const first = firstSince(sql, from, row?.newest ?? 0);
  const rows = sql.rows<{ hour: number; decision: string; n: number }>(
    "SELECT received_at / 3600000 AS hour, decision, count(*) AS n FROM events WHERE seq >= ? GROUP BY 1, 2",
    Math.max(first, least),
  );
  const byHour = new Map<number, Record<string, number>>();
  for (let at = from; at <= now; at += HOUR) byHour.set(at / HOUR, {});
  for (const { hour, decision, n } of rows) {
    const counts = byHour.get(Math.floor(hour));
    if (counts) counts[decision] = n;
  }
  return {
    from: iso(from),
    step: "hour",
    hours: [...byHour].map(([hour, counts]) => ({ at: iso(hour * HOUR), counts })),
    whole: first >= least,
  };
}

/** The same over all hours. */
export function totals({ hours }: Decisions): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { counts } of hours)
    for (const [name, n] of Object.entries(counts)) all[name] = (all[name] ?? 0) + n;
  return all;
}

/** The first event that arrived at a time or later. Numbers rise with time, so that no index of times is needed. */
function firstSince(sql: Sql, time: number, newest: number): number {
  let [low, high] = [0, newest + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = sql.rows<{ seq: number; receivedAt: number }>(
      "SELECT seq, received_at FROM events WHERE seq >= ? ORDER BY seq LIMIT 1",
      middle,
    );
    if (!row || row.receivedAt >= time) high = middle;
    else low = row.seq + 1;
  }
  return low;
}

/** What a person did with an incident. */
export interface Acted {
  number: number;
  at: number;
  decision: string;
  by: string;
  key: string | null;
}

export function actionsOf(storage: SqlStorage, before: number, most: number): Acted[] {
  return new Sql(storage).rows(
    "SELECT events.seq AS number, events.received_at AS at, events.decision, events.by, incidents.key FROM events " +
      "LEFT JOIN tracks ON tracks.identity = events.identity " +
      "LEFT JOIN incidents ON incidents.seq = tracks.opened_event AND incidents.episode = events.episode " +
      "WHERE events.by IS NOT NULL AND events.seq < ? ORDER BY events.seq DESC LIMIT ?",
    before,
    most,
  );
}

/** What could not be read, newest first, below an id. */
export function quarantineOf(storage: SqlStorage, source: string, before: number, most: number): Quarantine {
  const sql = new Sql(storage);
  const rows = sql.rows<{
    seq: number;
    receivedAt: number;
    reason: string;
    contentType: string | null;
    bytes: number;
    body: string;
  }>(
    "SELECT seq, received_at, reason, content_type, bytes, body FROM quarantine WHERE seq < ? ORDER BY seq DESC LIMIT ?",
    before,
    most + 1,
  );
  const page = rows.slice(0, most);
  const [all] = sql.rows<{ n: number }>("SELECT count(*) AS n FROM quarantine");
  return {
    source,
    count: all?.n ?? 0,
    entries: page.map(({ seq: id, receivedAt, body, ...rest }) => ({
      id,
      receivedAt: iso(receivedAt),
      ...rest,
      body: masked(body.slice(0, MOST_SHOWN)),
    })),
    next: rows.length > most ? (page.at(-1)?.seq ?? null) : null,
  };
}
