import type { DestinationKind } from "../destinations/registry.ts";
import type { DeadRow } from "./dead-letter.ts";
import type { Desk } from "./desk.ts";
import type { Incident } from "./incident.ts";
import type { Memory } from "./memory.ts";
import type { Parcel } from "./parcel.ts";

/** Most rows of one batch: a callback may have 1 MiB, and one call takes 32. */
const MOST = 20;

/** What a destination hands to the one that is called so now: one batch, or, where no row is left, the rest. */
export interface Estate {
  /** Counts the batches, from 1. */
  number: number;
  /** What sort of vendor knows of its incidents; undefined: nothing was ever told. */
  kind: DestinationKind | undefined;
  incidents: { incident: Incident; message: string | undefined }[];
  parcels: { parcel: Parcel; message: string | undefined }[];
  dead: { row: DeadRow; message: string | undefined }[];
  /** Where nothing is left. */
  rest?: Pick<Desk, "taken" | "line" | "over" | "inherited">;
}

/**
 * The next batch. `received`: the number of the last one that is safe there, whose rows go now. As long as the
 * name is not its own any more nothing else changes these tables, so a batch that is asked for again is
 * the same.
 */
export function bequeath(memory: Memory, received: number): Estate {
  const { store } = memory;
  const { bequeathed = 0 } = memory.desk;
  if (received === bequeathed + 1) {
    const { incidents, parcels, dead } = batch(memory);
    for (const { incident } of incidents) memory.drop({ id: incident.key, incident });
    for (const { parcel } of parcels) memory.drop({ id: `parcel ${parcel.id}`, parcel });
    for (const { row } of dead) store.dropDead(row.seq);
    memory.desk = { ...memory.desk, bequeathed: received };
    memory.saveDesk();
  }
  const { taken, line, over, inherited, kind } = memory.desk;
  const rows = batch(memory);
  const isLast = rows.incidents.length + rows.parcels.length + rows.dead.length === 0;
  const number = (memory.desk.bequeathed ?? 0) + 1;
  return { number, kind, ...rows, ...(isLast && { rest: { taken, line, over, inherited } }) };
}

function batch({ store }: Memory): Pick<Estate, "incidents" | "parcels" | "dead"> {
  const incidents = store.firstIncidents(MOST);
  const parcels = incidents.length > 0 ? [] : store.parcels().slice(0, MOST);
  const dead = incidents.length + parcels.length > 0 ? [] : store.firstDead(MOST);
  return {
    incidents: incidents.map((incident) => ({ incident, message: store.messageOf(incident.key) })),
    parcels: parcels.map((parcel) => ({ parcel, message: store.contentOf(parcel.id) })),
    dead: dead.map((row) => ({ row, message: store.deadMessage(row.seq) })),
  };
}
