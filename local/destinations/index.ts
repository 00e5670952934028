import { setTimeout } from "node:timers/promises";
import type { Access } from "../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
import { alertmanager } from "./alertmanager.ts";
import { dingtalk } from "./dingtalk.ts";
import { feishu } from "./feishu.ts";
import { flashduty } from "./flashduty.ts";
import { ilert } from "./ilert.ts";
import { incidentio } from "./incidentio.ts";
import { itoc360 } from "./itoc360.ts";
import { native, readCallback, readPrometheus } from "./native.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { slack } from "./slack.ts";
import { StandIn, type Vendor, type VendorClock } from "./stand-in.ts";
import { webhook } from "./webhook.ts";
import { wecom } from "./wecom.ts";

/** What Flashduty says to a body of its own integrations. */
const FLASHDUTY = [
  { status: 200, body: { request_id: "request-1", data: {} } },
  { status: 400, body: { request_id: "request-1", error: { code: "InvalidParameter", message: "body" } } },
] as const;

/** How each kind of vendor answers. A kind without an entry does not compile. */
export const VENDORS: Record<DestinationKind, (now: () => number) => Vendor> = {
  itoc360: () => itoc360,
  "itoc360-native": () =>
    native(
      readCallback,
      { status: 200, body: { id: "event-1" } },
      { status: 400, body: { error: "Invalid payload" } },
    ),
  ilert,
  "ilert-native": () => native(readCallback, { status: 202 }, { status: 400, body: { code: "BAD_REQUEST" } }),
  flashduty,
  "flashduty-metrics-native": () => native(readCallback, ...FLASHDUTY),
  "flashduty-prometheus-native": () => native(readPrometheus, ...FLASHDUTY),
  pagerduty: () => pagerduty,
  opsgenie: () => opsgenie,
  jsm: () => opsgenie,
  incidentio,
  alertmanager,
  dingtalk,
  feishu,
  wecom,
  slack,
  webhook,
};

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
