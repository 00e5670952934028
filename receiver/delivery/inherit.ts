import type { Estate } from "./bequeath.ts";
import { bury } from "./give-up.ts";
import { type Incident, NOT_TRIED } from "./incident.ts";
import { type Item, incidentItem, parcelItem } from "./item.ts";
import type { Memory } from "./memory.ts";

/** The next name that it had before whose estate it does not have yet; undefined: it has all. */
export function formerName({ formerly, desk }: Memory): string | undefined {
  return formerly.find((name) => !desk.inherited?.[name]?.done);
}

/** The number of the last batch that came from a former name. */
export function receivedFrom({ desk }: Memory, former: string): number {
  return desk.inherited?.[former]?.number ?? 0;
}

/** By which the hand-overs to a former name are counted: they go on where that one stopped. */
export function senderVia(source: string, former: string): string {
  return `${source}@${former}`;
}

/** Takes one batch from a former name. One that comes twice counts once, and so does the rest. */
export function inherit(memory: Memory, former: string, estate: Estate): void {
  if (memory.desk.inherited?.[former]?.done) return;
  if (estate.number <= receivedFrom(memory, former) && !estate.rest) return;
  // An object that still runs an earlier version says nothing of tries.
  for (const { incident, message } of estate.incidents)
    inheritIncident(memory, { ...incident, trail: incident.trail ?? null }, message, estate);
  for (const { parcel, message } of estate.parcels) {
    const { id: _, trail = null, ...others } = parcel;
    const rest = { ...others, trail };
    const item = parcelItem({ id: memory.store.addParcel(rest, message ?? "{}"), ...rest });
    memory.waiting.set(item.id, item);
  }
  for (const { row, message } of estate.dead) {
    const { seq: _, ...rest } = row;
    memory.store.bury(rest, message);
  }
  const number = estate.rest ? estate.number - 1 : estate.number;
  const { inherited = {} } = memory.desk;
  const own = { [former]: { number, done: estate.rest !== undefined } };
  // What the former one had from others before goes on, too.
  memory.desk = { ...memory.desk, inherited: { ...estate.rest?.inherited, ...inherited, ...own } };
  if (estate.rest) inheritDesk(memory, former, estate.rest);
  memory.saveDesk();
}

function inheritIncident(memory: Memory, was: Incident, message: string | undefined, { kind }: Estate): void {
  const { store, desk, destination, waiting } = memory;
  const isOther = kind !== undefined && kind !== desk.kind;
  const own = store.incident(was.key);
  if (own) {
    // It has it from its source already, and only the former one told the vendor.
    const { known, knownLevel, toldAt, memory: remembered } = was;
    if (!isOther && own.known === "nothing" && known !== "nothing")
      memory.put(incidentItem({ ...own, known, knownLevel, toldAt, memory: remembered }));
    return;
  }
  // Another sort of vendor knows nothing of what was told.
  const incident = isOther
    ? { ...was, ...NOT_TRIED, known: "nothing" as const, knownLevel: null, memory: null }
    : was;
  const item: Item = incidentItem(incident);
  store.saveIncident(incident, message ?? "{}");
  if (incident.wants === null) return;
  waiting.set(item.id, item);
  if (!isOther || (incident.wants === "open" && !destination?.passesOn)) return;
  const reason = `it was for ${desk.name} when that was ${kind}, which alone knows of it`;
  bury(memory, item, { reason, operator: true, attempts: was.tries, now: memory.world.now() });
  memory.drop(item);
}

function inheritDesk(
  memory: Memory,
  former: string,
  { taken, line, over }: NonNullable<Estate["rest"]>,
): void {
  const { desk } = memory;
  const renamed = Object.entries(taken).map(([sender, number]): [string, number] => {
    const key = sender.includes("@") ? sender : senderVia(sender, former);
    return [key, Math.max(number, desk.taken[key] ?? number)];
  });
  // The pace and the outages are those of the vendor's key; being held is the operator's will.
  const same = line.access === desk.line.access;
  memory.desk = {
    ...desk,
    taken: { ...desk.taken, ...Object.fromEntries(renamed) },
    line: { ...(same ? line : desk.line), paused: desk.line.paused ?? line.paused ?? null },
    over: desk.over ?? over,
  };
}
