import type { Access } from "../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
import { flashduty } from "./flashduty.ts";
import { ilert } from "./ilert.ts";
import { itoc360 } from "./itoc360.ts";
import { StandIn, type Vendor } from "./stand-in.ts";
import { webhook } from "./webhook.ts";

/** How each kind of vendor answers. A kind without an entry does not compile. */
const VENDORS: Record<DestinationKind, (now: () => number) => Vendor> = {
  itoc360: () => itoc360,
  ilert: () => ilert,
  flashduty: () => flashduty,
  webhook,
};

/** The stand-in for one destination. `now` is its clock. */
export function standIn(kind: DestinationKind, access: Access, now: () => number): StandIn {
  return new StandIn(VENDORS[kind](now), access);
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
