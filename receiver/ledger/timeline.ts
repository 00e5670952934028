import type { Alert } from "../alert.ts";
import { masked } from "../api/mask.ts";
import type { Happening } from "../api/shapes.ts";
import { iso } from "../destinations/text.ts";
import { DECISIONS } from "../message/decisions.ts";
import { unclearLines } from "../message/unclear.ts";
import type { Reason } from "../quiet/stage.ts";
import { Sql } from "../sql.ts";
import { alertOf } from "./alert-of.ts";
import type { Decision } from "./decide.ts";
import { inBoth } from "./look.ts";
import type { StoredCallback, Tell } from "./rows.ts";

/** Events of one page. */
const PAGE = 40;

/** Most events of a source between two of the incident that are looked through for copies, which moved nothing. */
const MOST_BETWEEN = 5000;

/** What an incident's events are looked for by. */
export interface Stretch {
  identity: string;
  /** The event that opened it, and the newest one. */
  first: number;
  last: number;
}

export interface TimelinePage {
  /** Newest first. */
  timeline: Happening[];
  next: number | null;
  /** Oldest first. */
  values: { at: string; value: number; state: string }[];
}

interface MomentRow {
  seq: number;
  before: number | null;
  receivedAt: number;
  at: number;
  decision: Decision;
  reason: string | null;
  tell: string | null;
  by: string | null;
  part: number;
  body: string | null;
  contentType: string | null;
  parameters: string | null;
}

const COLUMNS =
  "event.seq, event.before, event.received_at, event.at, event.decision, event.reason, event.tell, event.by, event.part, " +
  "source.body, source.content_type, source.parameters";
const JOINED = "JOIN events AS source ON source.seq = coalesce(event.body_of, event.seq)";

/** What happened to one incident, newest first, from below the event `before` on. */
export function timelineOf(
  storage: SqlStorage,
  { identity, first, last }: Stretch,
  before: number | null,
  now: number,
): TimelinePage {
  const sql = new Sql(storage);
  // Events that moved it each name the one before. Where that is forgotten, the one that opened it is not.
  const chain = sql.rows<MomentRow>(
    "WITH RECURSIVE chain (seq, before, step) AS (" +
      "SELECT seq, before, 1 FROM events WHERE seq = ?1 UNION ALL " +
      "SELECT events.seq, events.before, step + 1 FROM chain JOIN events ON events.seq = chain.before " +
      `WHERE chain.seq > ?2 AND step <= ?3) SELECT ${COLUMNS} FROM chain JOIN events AS event ON event.seq = chain.seq ${JOINED} WHERE event.seq >= ?2 ORDER BY event.seq DESC`,
    before ?? last,
    first,
    PAGE,
  );
  if (chain.at(-1)?.seq !== first && chain.length <= PAGE)
    chain.push(
      ...sql.rows<MomentRow>(`SELECT ${COLUMNS} FROM events AS event ${JOINED} WHERE event.seq = ?`, first),
    );
  const page = chain.slice(0, PAGE);
  const next = chain[PAGE]?.seq ?? null;
  const from = next === null ? first : next + 1;
  const upTo = before ?? Number.MAX_SAFE_INTEGER;
  const copies = sql.rows<MomentRow>(
    `SELECT ${COLUMNS} FROM events AS event ${JOINED} WHERE event.seq > ?1 AND event.seq <= ?2 AND event.identity = ?3 ` +
      "AND event.decision IN ('duplicate', 'late', 'joined') ORDER BY event.seq DESC LIMIT ?4",
    Math.max(from, Math.min(upTo, newest(sql)) - MOST_BETWEEN),
    upTo,
    identity,
    PAGE,
  );
  const rows = [...page, ...copies].sort((a, b) => b.seq - a.seq);
  const alerts = new Map(rows.map((row) => [row.seq, alertIn(row)]));
  return {
    timeline: rows.map((row) => happening(row, alerts.get(row.seq), now)),
    next,
    values: rows.flatMap((row) => measured(row, alerts.get(row.seq))).reverse(),
  };
}

function newest(sql: Sql): number {
  return sql.rows<{ seq: number | null }>("SELECT max(seq) AS seq FROM events")[0]?.seq ?? 0;
}

function alertIn({ body, contentType, parameters, part }: MomentRow): Alert | undefined {
  if (body === null) return undefined;
  const callback: StoredCallback = { body, contentType, parameters };
  return alertOf({ callback, part });
}

/** What the receiver decided by itself: the stored body is that of an earlier callback. */
const OF_ITS_OWN: ReadonlySet<Decision> = new Set([
  ...(["expired", "lost", "reminded", "released"] as const),
  ...(["closed", "silenced", "unsilenced", "forwarded"] as const),
]);

function happening(row: MomentRow, alert: Alert | undefined, now: number): Happening {
  const { seq, receivedAt, at, decision, reason, tell, by, body, contentType, parameters, part } = row;
  const [en, zh] = DECISIONS[decision] ?? [decision, decision];
  const to = tell === null ? [] : (JSON.parse(tell) as Tell).to.map(({ destination }) => destination);
  const own = OF_ITS_OWN.has(decision);
  const came = own || part < 0 ? null : body;
  return {
    number: seq,
    at: iso(at),
    receivedAt: iso(receivedAt),
    decision,
    meaning: { en, zh },
    reason: reason === null ? null : inBoth(JSON.parse(reason) as Reason, now),
    state: own ? null : (alert?.state ?? null),
    level: own ? null : (alert?.level ?? null),
    value: own ? null : (alert?.value ?? null),
    unclear: alert && !own ? unclearLines(alert, "en") : [],
    told: [...new Set(to)],
    body: came === null ? null : masked(came),
    contentType: came === null ? null : contentType,
    parameters: came === null || parameters === null ? null : masked(parameters),
    by,
  };
}

function measured({ decision, at }: MomentRow, alert: Alert | undefined): TimelinePage["values"] {
  const value = Number(alert?.value?.trim() || Number.NaN);
  if (!alert || OF_ITS_OWN.has(decision) || decision === "duplicate" || !Number.isFinite(value)) return [];
  return [{ at: iso(at), value, state: alert.state }];
}
