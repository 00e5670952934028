import { incidentKey } from "../../../receiver/alert.ts";
import type { Cloud } from "../platform/cloud.ts";
import type { SimulatedObject } from "../platform/object.ts";
import { presentName } from "../world/going.ts";
import type { World } from "../world/world.ts";

/** An incident as a ledger has it. */
export interface LedgerIncident {
  source: string;
  /** Its key at the destinations. */
  key: string;
  /** Number of the callback that opened it. */
  openedBy: number;
  isOpen: boolean;
}

/** What the receiver's databases say when a run is over. */
export interface Records {
  /** Decisions on each callback, by its number. */
  decisions: Map<number, string[]>;
  /** Where each callback was first taken in: its place among those of its source. */
  places: Map<number, { identity: string; seq: number; isHeld: boolean }>;
  incidents: LedgerIncident[];
  /** What nothing ended in the time that its rule declares: how long it was open since its last callback. */
  expired: { source: string; callback: number; after: number }[];
  /** What is neither delivered nor dead, in words. */
  waiting: string[];
  /** Why a destination was not told of an incident, by destination and key. */
  reasons: Map<string, string>;
  /** The same of what was replayed since. */
  raised: Map<string, string>;
}

type Row = Record<string, unknown>;

const MARK = /lastTime=(\d+)/;
/** Decisions that leave an incident as it was. */
const NOTHING_NEW = ["duplicate", "late", "ambiguous"];
/** Decisions that begin an incident. */
const BEGINS = ["opened", "overtaken"];

/** What a destination is called in the end. */
type LastName = (destination: string) => string;

export function readRecords(cloud: Cloud, lastName: LastName): Records {
  const records: Records = {
    decisions: new Map(),
    places: new Map(),
    incidents: [],
    expired: [],
    waiting: [],
    reasons: new Map(),
    raised: new Map(),
  };
  for (const object of cloud.objects.values()) {
    if (object.kind === "Ledger") readLedger(object, records);
    if (object.kind === "Delivery") readDelivery(object, lastName(object.name), records);
    records.waiting.push(...waitingIn(object, lastName));
  }
  return records;
}

/** Whether nothing waits to be told. */
export function isIdle({ cloud, program }: World): boolean {
  const lastName: LastName = (name) => presentName(program, name) ?? name;
  return [...cloud.objects.values()].every((object) => waitingIn(object, lastName).length === 0);
}

function queryOf({ storage }: SimulatedObject): (text: string) => Row[] {
  // An object that was never started has no tables.
  const known =
    storage.database.exec("SELECT 1 FROM sqlite_schema WHERE name = 'steps'").toArray().length > 0;
  return (text) => (known ? storage.database.exec(text).toArray() : []);
}

/** What an object still has to tell, in words. `lastName`: what destinations are called now. */
function waitingIn(object: SimulatedObject, lastName: LastName): string[] {
  const query = queryOf(object);
  if (object.kind === "Ledger") {
    if (query("SELECT 1 FROM sqlite_schema WHERE name = 'outbox'").length > 0)
      return query("SELECT seq FROM outbox").map(
        ({ seq }) => `message ${seq} of ${object.name} waits for an upgrade`,
      );
    const [note] = query("SELECT value FROM notes WHERE name = 'handed'");
    const events = query(
      `SELECT seq FROM events WHERE tell IS NOT NULL AND seq > ${Number(note?.value ?? 0)}`,
    );
    const heirlooms = query("SELECT number FROM heirlooms");
    return [
      ...events.map(({ seq }) => `event ${seq} of ${object.name} is not handed over`),
      ...heirlooms.map(({ number }) => `heirloom ${number} of ${object.name} is not handed over`),
    ];
  }
  const incidents = query("SELECT key, wants, tries, reason FROM incidents WHERE wants IS NOT NULL");
  const [desk] = query("SELECT value FROM notes WHERE name = 'desk'");
  const { over } = JSON.parse(String(desk?.value ?? "{}")) as { over?: { count: number } | null };
  const parcels = query("SELECT id, tries, reason FROM parcels");
  const passing = query("SELECT number, destination FROM passing");
  return [
    ...passing.map(
      ({ number, destination }) => `letter ${number} of ${object.name} is not passed on to ${destination}`,
    ),
    // The destination that is called so now has taken the summary over.
    ...(over && lastName(object.name) === object.name
      ? [`${object.name} waits to tell a summary of ${over.count} incidents`]
      : []),
    ...incidents.map(
      (row) =>
        `${object.name} waits to tell "${row.wants}" of ${String(row.key).slice(0, 8)} after ${row.tries} tries: ${row.reason}`,
    ),
    ...parcels.map(
      (row) => `${object.name} waits to pass on callback ${row.id} after ${row.tries} tries: ${row.reason}`,
    ),
  ];
}

function readLedger(object: SimulatedObject, records: Records): void {
  const query = queryOf(object);
  const keyOf = (row: Row) => incidentKey(object.name, String(row.identity), Number(row.episode));
  const open = new Set(query("SELECT identity, episode FROM tracks WHERE open = 1").map(keyOf));
  const events = query(
    "SELECT event.seq, event.identity, event.episode, event.decision, event.received_at, body.body FROM events AS event " +
      "JOIN events AS body ON body.seq = coalesce(event.body_of, event.seq) WHERE body.body IS NOT NULL ORDER BY event.seq",
  );
  const lastAt = new Map<unknown, number>();
  for (const row of events) {
    const callback = Number(MARK.exec(String(row.body))?.[1] ?? Number.NaN);
    const decision = String(row.decision);
    const receivedAt = Number(row.received_at);
    const { identity, seq } = row;
    if (!records.places.has(callback))
      records.places.set(callback, {
        identity: `${object.name} ${identity}`,
        seq: Number(seq),
        isHeld: decision === "held" || decision === "overtaken",
      });
    if (decision === "expired") {
      const after = receivedAt - (lastAt.get(row.identity) ?? Number.NaN);
      records.expired.push({ source: object.name, callback, after });
    }
    if (!NOTHING_NEW.includes(decision)) lastAt.set(row.identity, receivedAt);
    records.decisions.set(callback, [...(records.decisions.get(callback) ?? []), decision]);
    if (!BEGINS.includes(decision)) continue;
    const key = keyOf(row);
    records.incidents.push({ source: object.name, key, openedBy: callback, isOpen: open.has(key) });
  }
}

/** What was replayed is to be told again. */
function readDelivery(object: SimulatedObject, name: string, records: Records): void {
  const query = "SELECT key, reason, settled ->> 'what' AS settled FROM dead_letters";
  for (const { key, reason, settled } of queryOf(object)(query))
    (settled === "replayed" ? records.raised : records.reasons).set(`${name} ${key}`, String(reason));
}
