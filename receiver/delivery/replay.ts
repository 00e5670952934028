import type { MessageKind } from "../destinations/destination.ts";
import type { DeadRow, Settled } from "./dead-letter.ts";
import { type Incident, NOT_TRIED } from "./incident.ts";
import { type Item, incidentItem, parcelItem } from "./item.ts";
import { wanted } from "./line.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";

/**
 * What a replay can come to for one dead letter.
 *
 * - `replayed`: it waits again, as if it had just been handed over.
 * - `over`: its incident is over, and nobody is paged for what is over.
 * - `superseded`: the destination has, or is about to get, something newer about the incident.
 * - `done`: it was replayed or discarded before.
 * - `unknown`: what it takes to send it is not kept: an earlier version kept the text alone, or it was a summary.
 */
const REPLAYS = ["replayed", "over", "superseded", "done", "unknown"] as const;

export type Replay = (typeof REPLAYS)[number];

/** Who does it: the generation of the operator's token, and what they call themselves. */
export type Who = Pick<Settled, "generation" | "by">;

/** Raises a dead letter, unless that would tell what is over, or tell something twice. */
export function replay(memory: Memory, letter: DeadRow, { generation, by }: Who): Replay {
  const outcome = raise(memory, letter);
  if (outcome !== "replayed") return outcome;
  const { store, world } = memory;
  const now = world.now();
  const settled: Settled = { what: "replayed", at: now, generation, by };
  store.settleDead(letter.seq, JSON.stringify(settled));
  memory.setLine(wanted(memory.desk.line, now));
  const { source, key, kind, attempts, reason } = letter;
  logDelivery(memory, {
    ...{ source, key, kind: kind as MessageKind, attempt: attempts, reason },
    outcome: "replayed",
  });
  return outcome;
}

function raise(memory: Memory, { seq, item: json, over, settled }: DeadRow): Replay {
  if (settled !== null) return "done";
  if (over === 1) return "over";
  if (json === null) return "unknown";
  const dead = JSON.parse(json) as Item;
  const message = memory.store.deadMessage(seq) ?? "{}";
  return "incident" in dead
    ? raiseIncident(memory, dead.incident, message)
    : raiseParcel(memory, dead, message);
}

function raiseIncident(memory: Memory, dead: Incident, message: string): Replay {
  if (dead.own !== null) return "unknown";
  const { store, waiting } = memory;
  const item = waiting.get(dead.key);
  const now = item && "incident" in item ? item.incident : store.incident(dead.key);
  if (dead.wants === "resolved") {
    if (now) return "superseded";
    const incident = again(dead, dead, memory.world.now());
    store.saveIncident(incident, message);
    waiting.set(dead.key, incidentItem(incident));
    return "replayed";
  }
  // Its row went when it was over.
  if (!now) return "over";
  if (now.number !== dead.number || now.wants === "open" || now.wants === "resolved") return "superseded";
  memory.put(incidentItem(again(now, dead, memory.world.now())));
  return "replayed";
}

/** A chat that may have it twice already still has to show that it is there. */
function again(incident: Incident, { wants, losses, triedAt }: Incident, now: number): Incident {
  const lost = losses > 0 ? { losses, triedAt } : {};
  // What died in an earlier version has none.
  const { trail = null } = incident;
  return { ...incident, ...NOT_TRIED, ...lost, trail, wants, since: now };
}

function raiseParcel({ store, waiting, world }: Memory, dead: Item, message: string): Replay {
  if (!("parcel" in dead)) return "unknown";
  const { id: _, ...rest } = dead.parcel;
  const parcel = { ...rest, ...NOT_TRIED, since: world.now() };
  const id = store.addParcel(parcel, message);
  const item = parcelItem({ id, ...parcel });
  waiting.set(item.id, item);
  return "replayed";
}

/** Whether the access is another one than dead letters were raised for last. */
export function isRenewed({ access, desk }: Memory): boolean {
  return access !== undefined && desk.line.access !== desk.replayedFor;
}

/** Raises by itself what died because the access was refused, once there is another one. */
export function replayRenewed(memory: Memory): void {
  if (!isRenewed(memory)) return;
  const { access } = memory.desk.line;
  for (const letter of memory.store.deadForOther(access ?? ""))
    replay(memory, letter, { generation: null, by: null });
  memory.desk = { ...memory.desk, replayedFor: access };
  forgive(memory);
  memory.saveDesk();
}

/** A dead letter is a trouble no more once something was done about all of them. */
export function forgive(memory: Memory): void {
  if (memory.desk.death && memory.store.deadCount() === 0) memory.desk = { ...memory.desk, death: null };
}
