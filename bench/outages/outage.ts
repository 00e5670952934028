import { DESTINATION_KINDS, type DestinationKind } from "../../receiver/destinations/registry.ts";
import { CASES } from "../../tests/receiver/destinations/contracts.ts";
import { Random } from "../random.ts";
import { Cloud } from "../simulate/platform/cloud.ts";
import type { Receiver } from "../simulate/platform/load.ts";
import { Loop } from "../simulate/platform/loop.ts";
import { bodyOf } from "../simulate/world/body.ts";
import { bindingsOf, callbackUrl, type Program } from "../simulate/world/program.ts";
import { type Failure, Vendors } from "./vendors.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Tries are never further apart than this; what the figures have to keep to. */
export const longestWait = (lasts: number): number => (lasts <= HOUR ? 30_000 : 2 * MINUTE);

/** How long before its end an outage is played without a gap. */
const END = 20 * MINUTE;

/** What is skipped unless the end is near: stretches in which one try is like the other. At an hour they change. */
const GAPS = [
  { from: 15 * MINUTE, to: 55 * MINUTE },
  { from: 70 * MINUTE, to: Number.POSITIVE_INFINITY },
];

const BEGIN = Date.parse("2026-11-20T08:00:00Z");

/** The longest of what is left to chance: waits, and what Cloudflare takes. */
class Unlucky extends Random {
  override next(): number {
    return 1 - 2 ** -32;
  }
}

/** Each destination has a source of its own, so that none is told of the others' troubles. */
const PROGRAM: Program = {
  destinations: Object.fromEntries(
    DESTINATION_KINDS.map((kind) => [kind, { kind, severities: {}, access: CASES[kind].contract.access }]),
  ),
  sources: Object.fromEntries(
    DESTINATION_KINDS.map((kind) => [
      kind,
      { generation: 1, deliverTo: [kind], language: "en", severities: {} },
    ]),
  ),
};

/**
 * Plays one outage of every vendor over the receiver's own classes, and answers after how many milliseconds
 * a page arrived once the vendor was back, by kind. The outage ends as unluckily as it can: right after a
 * try has failed, the last one before it has lasted for `lasts` milliseconds. `page`: the one that was raised
 * at the beginning while nothing new comes, or a new one that is raised when the vendor is back.
 */
export async function play(
  receiver: Receiver,
  { lasts, failure, page }: { lasts: number; failure: Failure; page: "first" | "new" },
): Promise<Map<DestinationKind, number>> {
  const loop = new Loop(BEGIN);
  const raise = (kind: DestinationKind, resource: string) => {
    const subject = { source: kind, rule: "ecs-cpu", resource, hasId: true, openFor: undefined };
    const planned = { serial: 1, number: 1, subject, episode: 1, sentAt: 0, lostAnswers: 0 };
    const eventAt = loop.time - BEGIN;
    const body = bodyOf({ ...planned, state: "firing", level: "critical", eventAt }, BEGIN);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    void cloud.request(new Request(callbackUrl(PROGRAM, subject), { method: "POST", headers, body }));
  };
  const isBack = (kind: DestinationKind) => {
    if (page === "new") raise(kind, "i-new");
  };
  const vendors = new Vendors(loop, { failure, from: BEGIN + lasts - longestWait(lasts), isBack });
  const cloud = new Cloud({
    ...{ loop, begin: BEGIN, lasts, random: new Unlucky(1), receiver, network: vendors, faults: [] },
    namespaces: { LEDGER: "Ledger", DELIVERY: "Delivery" },
    note: () => {},
    log: () => {},
    fault(who, what) {
      throw new Error(`${who}: ${what}`);
    },
  });
  cloud.deploy(bindingsOf(PROGRAM));
  loop.after(0, () => {
    for (const kind of DESTINATION_KINDS) raise(kind, "i-first");
  });
  for (const { from, to } of GAPS) {
    const resumed = Math.min(to, lasts - END);
    if (resumed <= from) continue;
    await loop.run(BEGIN + from);
    loop.time = BEGIN + resumed;
  }
  await loop.run(BEGIN + lasts + 2 * longestWait(lasts));
  return new Map(DESTINATION_KINDS.map((kind) => [kind, arrival(vendors, kind, `i-${page}`)]));
}

function arrival({ taken, backAt }: Vendors, kind: DestinationKind, resource: string): number {
  const page = taken.find((each) => each.kind === kind && each.text.includes(resource));
  return (page?.at ?? Number.POSITIVE_INFINITY) - (backAt.get(kind) ?? 0);
}
