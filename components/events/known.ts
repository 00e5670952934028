import { events } from "./catalogue.ts";
import type { SystemEvent } from "./event.ts";

/** Every event of the catalogue, by product and then by name. */
export const KNOWN_EVENTS: ReadonlyMap<string, ReadonlyMap<string, SystemEvent>> = new Map(
  Object.values(events).map((product) => {
    const all: SystemEvent[] = Object.values(product);
    return [all[0]?.product ?? "", new Map(all.map((event) => [event.name, event]))];
  }),
);

/** The catalogue's events of one product; none if it does not have the product. */
export function eventsOf(product: string): SystemEvent[] {
  return [...(KNOWN_EVENTS.get(product)?.values() ?? [])];
}
