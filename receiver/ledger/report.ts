import { incidentKey } from "../alert.ts";
import { iso } from "../destinations/text.ts";
import { alertOf } from "../message/render.ts";
import { unclearLines } from "../message/unclear.ts";
import { fromColumns, type Store } from "./store.ts";

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
  decisions: Decided[];
}

interface Decided {
  receivedAt: string;
  at: string;
  decision: string;
  rule: string | null;
  /** What of the callback could not be understood, and what it was taken for; left out where all was clear. */
  unclear?: string[];
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

export function report(sql: SqlStorage, store: Store, source: string, now: number): Report {
  const rowsOf = <Row>(query: string) =>
    sql
      .exec(`${query} LIMIT ${MOST_ROWS}`)
      .toArray()
      .map(fromColumns<Row>);
  const list = <Row, Shown>(table: string, order: string, show: (row: Row) => Shown) => ({
    count: sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n,
    list: rowsOf<Row>(`SELECT * FROM ${table} ORDER BY ${order}`).map(show),
  });
  const keyOf = ({ identity, episode }: Incident) => incidentKey(source, identity, episode);
  const messageOf = (row: MessageRow) => {
    const { destination, kind, attempts } = row;
    return { destination, key: keyOf(row), kind, attempts };
  };
  const latest = sql.exec<{ at: number | null }>("SELECT max(received_at) AS at FROM events").one().at;
  const verified = store.noted("verified_at");

  return {
    latestEventAt: latest === null ? null : iso(Math.min(latest, now)),
    verifiedAt: verified === null ? null : iso(Number(verified)),
    openIncidents: list("tracks WHERE open = 1", "opened_at DESC", (row: OpenRow) => ({
      key: keyOf(row),
      ...ruleAndResource(store, row.openedEvent, row.identity),
      level: row.level,
      openedAt: iso(row.openedAt),
      episode: row.episode,
      destinations: row.destinations.split(",").filter(Boolean),
    })),
    waiting: list("outbox", "seq", (row: WaitingRow) => ({
      ...messageOf(row),
      nextTry: row.dueAt === null ? null : iso(row.dueAt),
      lastReason: row.lastReason,
    })),
    deadLetters: list("dead_letters", "seq DESC", (row: DeadRow) => ({
      at: iso(row.at),
      ...messageOf(row),
      reason: row.reason,
      operatorMustAct: row.operator === 1,
    })),
    quarantined: list("quarantine", "seq DESC", ({ seq: _, receivedAt, body, ...row }: QuarantineRow) => ({
      receivedAt: iso(receivedAt),
      ...row,
      body: body.slice(0, 2000),
    })),
    decisions: rowsOf<DecisionRow>("SELECT received_at, at, decision, seq FROM events ORDER BY seq DESC").map(
      (row) => ({
        receivedAt: iso(row.receivedAt),
        at: iso(row.at),
        decision: row.decision,
        ...ruleAndUnclear(store, row.seq),
      }),
    ),
  };
}

interface Incident {
  identity: string;
  episode: number;
}

type OpenRow = Incident & { level: string; openedAt: number; openedEvent: number; destinations: string };

type MessageRow = Incident & { destination: string; kind: string; attempts: number };

type WaitingRow = MessageRow & { dueAt: number | null; lastReason: string | null };

type DeadRow = MessageRow & { at: number; reason: string; operator: number };

type QuarantineRow = Omit<Quarantined, "receivedAt"> & { seq: number; receivedAt: number };

interface DecisionRow {
  seq: number;
  receivedAt: number;
  at: number;
  decision: string;
}

function ruleAndUnclear(store: Store, seq: number): Pick<Decided, "rule" | "unclear"> {
  const event = store.event(seq);
  const alert = event && alertOf(event);
  const unclear = alert ? unclearLines(alert, "en") : [];
  return { rule: alert?.rule.name || null, ...(unclear.length > 0 && { unclear }) };
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
