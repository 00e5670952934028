import { incidentKey } from "../../../receiver/alert.ts";
import type { Cloud } from "../platform/cloud.ts";
import type { SimulatedObject } from "../platform/object.ts";

/** An incident as a ledger has it. */
export interface LedgerIncident {
  source: string;
  identity: string;
  episode: number;
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
  incidents: LedgerIncident[];
  /** Messages that are neither delivered nor dead, in words. */
  waiting: string[];
  /** Why a destination was not told of an incident, by destination and key. */
  reasons: Map<string, string>;
}

const MARK = /lastTime=(\d+)/;
/** Decisions that begin an incident. */
const BEGINS = ["opened", "overtaken"];

export function readRecords(cloud: Cloud): Records {
  const records: Records = { decisions: new Map(), incidents: [], waiting: [], reasons: new Map() };
  for (const object of cloud.objects.values()) if (object.kind === "Ledger") readLedger(object, records);
  return records;
}

/** Whether nothing waits to be delivered. */
export function isIdle(cloud: Cloud): boolean {
  return [...cloud.objects.values()].every(
    ({ storage }) => storage.database.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0,
  );
}

function readLedger(object: SimulatedObject, records: Records): void {
  const { name: source } = object;
  const query = (text: string) => object.storage.database.exec(text).toArray();
  const keyOf = (row: Record<string, unknown>) =>
    incidentKey(source, String(row.identity), Number(row.episode));
  const open = new Set(query("SELECT identity, episode FROM tracks WHERE open = 1").map(keyOf));
  const events = query(
    "SELECT event.identity, event.episode, event.decision, body.body FROM events AS event " +
      "JOIN events AS body ON body.seq = coalesce(event.body_of, event.seq) WHERE body.body IS NOT NULL",
  );
  for (const row of events) {
    const callback = Number(MARK.exec(String(row.body))?.[1] ?? Number.NaN);
    const decision = String(row.decision);
    const known = records.decisions.get(callback);
    if (known) known.push(decision);
    else records.decisions.set(callback, [decision]);
    if (!BEGINS.includes(decision)) continue;
    const key = keyOf(row);
    records.incidents.push({
      source,
      identity: String(row.identity),
      episode: Number(row.episode),
      key,
      openedBy: callback,
      isOpen: open.has(key),
    });
  }
  for (const row of query("SELECT destination, kind, identity, episode, last_reason FROM outbox"))
    records.waiting.push(`${row.kind} of ${row.identity} for ${row.destination}: ${row.last_reason}`);
  for (const row of query("SELECT destination, kind, identity, episode, reason FROM dead_letters"))
    records.reasons.set(`${row.destination} ${keyOf(row)}`, String(row.reason));
}
