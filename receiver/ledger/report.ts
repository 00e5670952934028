import { incidentKey } from "../alert.ts";
import { alertOf } from "./message.ts";
import type { Store } from "./store.ts";

/** Most rows of each list. The counts tell how many there are. */
const MOST_ROWS = 50;

/** What `GET /status` says about one source. Times are ISO 8601 in UTC. */
export interface Report {
  /** When the newest callback or console test arrived: how a person sees that the integration works. */
  latestEventAt: string | null;
  /** When CloudMonitor last verified the URL with a GET. */
  verifiedAt: string | null;
  openIncidents: { count: number; list: OpenIncident[] };
  waiting: { count: number; list: WaitingDelivery[] };
  deadLetters: { count: number; list: DeadLetter[] };
  quarantined: { count: number; list: Quarantined[] };
  /** The newest callbacks with what was decided on them. */
  decisions: { receivedAt: string; at: string; decision: string; rule: string | null }[];
}

interface OpenIncident {
  key: string;
  rule: string;
  resource: Record<string, string>;
  level: string;
  openedAt: string;
  episode: number;
  destinations: string[];
}

interface WaitingDelivery {
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  /** Null while an older message of the same incident is not delivered. */
  nextTry: string | null;
  lastReason: string | null;
}

interface DeadLetter {
  at: string;
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operatorMustAct: boolean;
}

interface Quarantined {
  receivedAt: string;
  reason: string;
  contentType: string | null;
  bytes: number;
  /** The first 2,000 characters. */
  body: string;
}

export async function report(sql: SqlStorage, store: Store, source: string, now: number): Promise<Report> {
  const iso = (time: number) => new Date(time).toISOString();
  const count = (table: string) => sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n;
  const latest = sql.exec<{ at: number | null }>("SELECT max(received_at) AS at FROM events").one().at;
  const verified = sql
    .exec<{ value: number }>("SELECT value FROM notes WHERE name = 'verified_at'")
    .toArray()[0]?.value;

  const open = sql
    .exec<{
      identity: string;
      episode: number;
      level: string;
      opened_at: number;
      destinations: string;
      opened_event: number;
    }>(
      `SELECT identity, episode, level, opened_at, destinations, opened_event
       FROM tracks WHERE open = 1 ORDER BY opened_at DESC LIMIT ${MOST_ROWS}`,
    )
    .toArray();
  const waiting = sql
    .exec<{
      destination: string;
      identity: string;
      episode: number;
      kind: string;
      attempts: number;
      due_at: number | null;
      last_reason: string | null;
    }>(
      `SELECT destination, identity, episode, kind, attempts, due_at, last_reason FROM outbox ORDER BY seq LIMIT ${MOST_ROWS}`,
    )
    .toArray();
  const dead = sql
    .exec<{
      at: number;
      destination: string;
      identity: string;
      episode: number;
      kind: string;
      attempts: number;
      reason: string;
      operator: number;
    }>(`SELECT * FROM dead_letters ORDER BY seq DESC LIMIT ${MOST_ROWS}`)
    .toArray();
  const quarantined = sql
    .exec<{ received_at: number; reason: string; content_type: string | null; bytes: number; body: string }>(
      `SELECT * FROM quarantine ORDER BY seq DESC LIMIT ${MOST_ROWS}`,
    )
    .toArray();
  const decisions = sql
    .exec<{ received_at: number; at: number; decision: string; seq: number }>(
      `SELECT received_at, at, decision, seq FROM events ORDER BY seq DESC LIMIT ${MOST_ROWS}`,
    )
    .toArray();

  const counts = {
    open: count("tracks WHERE open = 1"),
    waiting: count("outbox"),
    dead: count("dead_letters"),
    quarantined: count("quarantine"),
  };
  const key = (row: { identity: string; episode: number }) => incidentKey(source, row.identity, row.episode);
  return {
    latestEventAt: latest === null ? null : iso(Math.min(latest, now)),
    verifiedAt: verified === undefined ? null : iso(verified),
    openIncidents: {
      count: counts.open,
      list: await Promise.all(
        open.map(async (row) => ({
          key: await key(row),
          ...ruleAndResource(store, row.opened_event, row.identity),
          level: row.level,
          openedAt: iso(row.opened_at),
          episode: row.episode,
          destinations: row.destinations.split(",").filter(Boolean),
        })),
      ),
    },
    waiting: {
      count: counts.waiting,
      list: await Promise.all(
        waiting.map(async (row) => ({
          destination: row.destination,
          key: await key(row),
          kind: row.kind,
          attempts: row.attempts,
          nextTry: row.due_at === null ? null : iso(row.due_at),
          lastReason: row.last_reason,
        })),
      ),
    },
    deadLetters: {
      count: counts.dead,
      list: await Promise.all(
        dead.map(async (row) => ({
          at: iso(row.at),
          destination: row.destination,
          key: await key(row),
          kind: row.kind,
          attempts: row.attempts,
          reason: row.reason,
          operatorMustAct: row.operator === 1,
        })),
      ),
    },
    quarantined: {
      count: counts.quarantined,
      list: quarantined.map((row) => ({
        receivedAt: iso(row.received_at),
        reason: row.reason,
        contentType: row.content_type,
        bytes: row.bytes,
        body: row.body.slice(0, 2000),
      })),
    },
    decisions: decisions.map((row) => ({
      receivedAt: iso(row.received_at),
      at: iso(row.at),
      decision: row.decision,
      rule: ruleAndResource(store, row.seq, "").rule || null,
    })),
  };
}

function ruleAndResource(
  store: Store,
  seq: number,
  otherwise: string,
): { rule: string; resource: Record<string, string> } {
  const event = store.event(seq);
  const alert = event && alertOf(event);
  return alert ? { rule: alert.rule.name, resource: alert.dimensions } : { rule: otherwise, resource: {} };
}
