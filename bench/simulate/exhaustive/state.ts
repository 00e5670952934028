import { createHash } from "node:crypto";
import { incidentKey } from "../../../receiver/alert.ts";
import { incidentsAt } from "../judge/incidents.ts";
import type { SimulatedObject } from "../platform/object.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import type { World } from "../world/world.ts";
import { SOURCE } from "./path.ts";

type Row = Record<string, unknown>;

/**
 * Hash of all that decides what may follow from a state at rest, and how it will be judged. Left out is what
 * only records the past: what was handed over, when it was by the receiver's clock, how often something was
 * counted. Event times stay as they are, since those of callbacks that are still to come are compared with
 * them. Of incidents only the newest may go on, so they are named by how far they lie behind it.
 */
export function stateOf({ cloud, vendors, scenario }: World): string {
  const objects = [...cloud.objects.values()].sort((a, b) => `${a}`.localeCompare(`${b}`));
  const ledger = objects.find(({ kind }) => kind === "Ledger");
  const [newest] = ledger ? rowsOf(ledger, "SELECT identity, episode FROM tracks") : [];
  const names = new Map<string, string>();
  for (let back = 0; back < Number(newest?.episode ?? 0); back++)
    names.set(
      incidentKey(SOURCE, String(newest?.identity), Number(newest?.episode) - back),
      `incident ${back}`,
    );
  const shortNames = new Map([...names].map(([key, name]) => [key.slice(0, 8), name]));
  const text = JSON.stringify([
    objects.map((object) => (object.kind === "Ledger" ? ledgerState(object) : deliveryState(object))),
    vendors.map((vendor) => vendorState(vendor, shortNames, scenario.callbacks)),
  ]).replace(KEY, (key) => names.get(key) ?? key);
  return createHash("sha256").update(text).digest("base64");
}

const KEY = /[0-9a-f]{64}/g;

function rowsOf({ storage }: SimulatedObject, query: string): Row[] {
  return storage.database.exec(query).toArray();
}

function ledgerState(object: SimulatedObject): unknown {
  // Texts alone hang on which event opened it, and when.
  const tracks =
    "SELECT open, level, closed_at, held_at, held_episode, last_at, last_state, last_level, vendor_episode, " +
    "destinations, alias, closes_at FROM tracks";
  const waiting =
    "SELECT tell FROM events WHERE tell IS NOT NULL AND seq > (SELECT value FROM notes WHERE name = 'handed')";
  return [rowsOf(object, tracks), rowsOf(object, waiting)];
}

function deliveryState(object: SimulatedObject): unknown {
  const [note] = rowsOf(object, "SELECT value FROM notes WHERE name = 'desk'");
  const { line, over, notices, death, underWay } = JSON.parse(String(note?.value ?? "{}"));
  const { failures, refused, paused } = line ?? {};
  return [
    { failures, refused, paused, over, notices, death, underWay },
    rowsOf(
      object,
      "SELECT key, known, known_level, level, memory, own FROM incidents WHERE wants IS NULL ORDER BY key",
    ),
    rowsOf(object, "SELECT * FROM incidents WHERE wants IS NOT NULL ORDER BY key").map(untried),
    rowsOf(object, "SELECT key, kind, reason, settled FROM dead_letters ORDER BY seq"),
    rowsOf(object, "SELECT * FROM parcels ORDER BY id").map(untried),
    rowsOf(object, "SELECT * FROM passing ORDER BY number"),
  ];
}

/** Without what only people read. */
function untried({ trail: _, ...row }: Row): Row {
  return row;
}

/**
 * Which stretches began and ended there, and of what is open what the judge compares later messages with: the
 * newest event that was told, and what was told more than once.
 */
function vendorState(
  vendor: SimulatedVendor,
  names: ReadonlyMap<string, string>,
  callbacks: World["scenario"]["callbacks"],
): unknown {
  const planned = (number: number | undefined) => callbacks.find((each) => each.number === number);
  return [...incidentsAt(vendor).values()].map(({ incident, taken, beginnings, ends, isOpen }) => {
    const episodes = beginnings.map(({ callback }) => planned(callback)?.episode);
    if (!isOpen) return [episodes, ends.length];
    const told = taken.map(({ callback }) => callback);
    const twice = told.filter((each, index) => told.indexOf(each) !== index).sort();
    const newest = Math.max(...told.map((each) => planned(each)?.eventAt ?? 0));
    return [names.get(incident) ?? incident, episodes, ends.length, newest, twice];
  });
}
