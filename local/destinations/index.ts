import { setTimeout } from "node:timers/promises";
import type { Access } from "../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
import { StandIn, type VendorClock } from "./stand-in.ts";
import { VENDORS } from "./vendors.ts";

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
 * Answers a request of the relay by the stand-in it is meant for. `pings`: URLs of those who watch the relay from
 * outside, who take every call. A request to anywhere else fails: nothing leaves this machine.
 */
export async function route(
  standIns: Iterable<StandIn>,
  request: Request,
  pings: readonly string[] = [],
): Promise<Response> {
  const url = new URL(request.url);
  if (pings.includes(url.href)) return new Response("OK");
  const text = await request.text();
  const candidates = [...standIns].filter((each) => each.serves(url));
  const chosen = candidates.find((each) => each.knows(url, request.headers, text)) ?? candidates[0];
  if (!chosen)
    throw new Error(`${url.origin} is not on this machine: no destination of the program has this address`);
  const { method, headers } = request;
  return chosen.app.fetch(new Request(url, { method, headers, ...(method !== "GET" && { body: text }) }));
}
