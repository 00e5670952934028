import { setTimeout } from "node:timers/promises";
import type { Access } from "../../receiver/destinations/destination.ts";
import { DESTINATION_KINDS, type DestinationKind } from "../../receiver/destinations/registry.ts";
import { StandIn, type Vendor, type VendorClock } from "./stand-in.ts";

/** A vendor, by its clock. */
type NewVendor = (now: () => number) => Vendor;

/** As this file is here: `.ts` in the repository, `.js` in the published package. */
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** The file of a kind, `<kind>.ts`, says as `vendor` how that one answers. Nothing here starts while one is missing. */
async function load(kind: DestinationKind): Promise<[DestinationKind, NewVendor]> {
  const { vendor } = (await import(`./${kind}.${extension}`)) as { vendor: NewVendor };
  return [kind, vendor];
}

/** How each kind of vendor answers. */
export const VENDORS = Object.fromEntries(await Promise.all(DESTINATION_KINDS.map(load))) as Record<
  DestinationKind,
  NewVendor
>;

/** The stand-in for one destination. It goes by `now`, and is slow on purpose by `wait`. */
export function standIn(
  kind: DestinationKind,
  access: Access,
  now: () => number,
  wait: VendorClock["wait"] = setTimeout,
): StandIn {
  return new StandIn(VENDORS[kind](now), access, { now, wait });
}

/**
 * Answers a request of the relay by the stand-in it is meant for. A request to anywhere else fails:
 * nothing leaves this machine.
 */
export async function route(standIns: Iterable<StandIn>, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const text = await request.text();
  const candidates = [...standIns].filter((each) => each.serves(url));
  const chosen = candidates.find((each) => each.knows(url, request.headers, text)) ?? candidates[0];
  if (!chosen)
    throw new Error(`${url.origin} is not on this machine: no destination of the program has this address`);
  return chosen.app.fetch(new Request(url, { method: request.method, headers: request.headers, body: text }));
}
