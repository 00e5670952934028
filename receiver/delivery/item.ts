import type { MessageKind } from "../destinations/destination.ts";
import type { Waiting } from "./choice.ts";
import { type Incident, isWorse, kindOf } from "./incident.ts";
import type { Parcel } from "./parcel.ts";

/** Something that waits: what an incident has to tell, or a callback to pass on. */
export type Item = { id: string; incident: Incident } | { id: string; parcel: Parcel };

export function incidentItem(incident: Incident): Item {
  return { id: incident.key, incident };
}

export function parcelItem(parcel: Parcel): Item {
  return { id: `parcel ${parcel.id}`, parcel };
}

export function bodyOf(item: Item): Incident | Parcel {
  return "incident" in item ? item.incident : item.parcel;
}

export function itemKind(item: Item): MessageKind {
  return "incident" in item ? kindOf(item.incident) : item.parcel.news;
}

/** As the choice of the next message looks at it. */
export function asWaiting(item: Item): Waiting & { item: Item } {
  const { key, source, level, openedAt, number, since, tries, triedAt, losses, dueAt } = bodyOf(item);
  const kind = itemKind(item);
  return {
    item,
    key,
    source,
    kind,
    isWorse: "incident" in item ? isWorse(item.incident) : kind === "opened",
    isOwn: "incident" in item && item.incident.own !== null,
    level,
    openedAt,
    number,
    since,
    tries,
    triedAt,
    losses,
    dueAt,
  };
}
