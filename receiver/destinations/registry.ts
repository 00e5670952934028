import type { Destination } from "./destination.ts";
import { flashduty } from "./flashduty.ts";
import { ilert } from "./ilert.ts";
import { itoc360 } from "./itoc360.ts";
import { webhook } from "./webhook.ts";

/** Every kind of destination, by the word that configurations use for it. */
export const DESTINATIONS = { itoc360, ilert, flashduty, webhook } as const satisfies Record<
  string,
  Destination
>;

export type DestinationKind = keyof typeof DESTINATIONS;

export const DESTINATION_KINDS = Object.keys(DESTINATIONS) as DestinationKind[];

export function destinationOf(kind: DestinationKind): Destination {
  return DESTINATIONS[kind];
}
