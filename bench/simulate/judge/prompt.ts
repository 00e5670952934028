import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { renewedBy } from "../world/deployments.ts";
import { nameOf } from "../world/episodes.ts";
import { describe } from "../world/sender.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import { isHeld } from "./held.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";
import { openedAt } from "./opened.ts";
import type { LedgerIncident } from "./records.ts";

const MINUTE = 60_000;

/** What a fallback may take beyond the time that is declared, in milliseconds. */
const BEYOND = MINUTE;

/** How long a page may take where nothing is declared, in seconds. */
const AFTER = 300;

/** How long a vendor must have been well for its destination to have noticed: refused access is probed so often. */
const WELL_FOR = 30 * MINUTE;

/** A page at a vendor that is well is through at once. */
export const atOnce: Invariant = {
  name: "a page is through within a minute where its vendor is well",
  check: (evidence) =>
    evidence.records.incidents.flatMap(({ source, key, openedBy }) => {
      const since = openedAt(evidence, openedBy);
      const callback = evidence.callbacks.get(openedBy);
      if (since === undefined || !callback) return [];
      const deadline = since + BEYOND;
      if (deadline > evidence.world.loop.time || hasNews(evidence, openedBy, since, deadline)) return [];
      return evidence.destinationsOf(source).flatMap(({ destination, always }) => {
        const vendor = evidence.vendorOf(destination);
        const objects = [`Ledger ${source}`, ...evidence.objectsOf(destination)];
        const { reasons, raised } = evidence.records;
        const died = [reasons, raised].some((letters) => letters.has(`${destination} ${key}`));
        if (!always || !vendor || isNative(vendor) || died) return [];
        if (!isWell(evidence, destination, since, deadline)) return [];
        if (objects.some((object) => isDisturbed(evidence, object, since, deadline))) return [];
        if (hasTaken(vendor, key, deadline)) return [];
        const what = `${vendor.name} had not been told of ${describe(callback)} after ${BEYOND / 1000} s`;
        return [{ what, callbacks: [openedBy] }];
      });
    }),
};

/** With any one vendor dead a page gets through at the fallback, as long as that one is well. */
export const prompt: Invariant = {
  name: "a page is through in time where a fallback is declared",
  check: (evidence) =>
    evidence.records.incidents.flatMap((incident) => {
      const since = openedAt(evidence, incident.openedBy);
      if (since === undefined) return [];
      return evidence.destinationsOf(incident.source).flatMap(({ destination, always }) => {
        const found = always && lateAt(evidence, incident, destination, since);
        return found ? [{ what: found, callbacks: [incident.openedBy] }] : [];
      });
    }),
};

/** What is wrong with a page of `destination`. */
function lateAt(
  evidence: Evidence,
  incident: LedgerIncident,
  destination: string,
  since: number,
): string | undefined {
  const { programs, vendorOf, world, callbacks, records } = evidence;
  const fallbacks = programs.map((program) => program.destinations[destination]?.fallback);
  const [fallback] = fallbacks;
  const callback = callbacks.get(incident.openedBy);
  if (!callback || !fallback || fallbacks.some((each) => JSON.stringify(each) !== JSON.stringify(fallback)))
    return undefined;
  const { after = AFTER, levels, deliverTo } = fallback;
  const deadline = since + after * 1000 + BEYOND;
  if (deadline > world.loop.time || hasNews(evidence, incident.openedBy, since, deadline)) return undefined;
  if (levels && !(callback.state === "firing" && levels.includes(callback.level))) return undefined;
  const died = (to: string) =>
    records.reasons.has(`${to} ${incident.key}`) || records.raised.has(`${to} ${incident.key}`);
  if (deliverTo.some(died)) return undefined;
  const well = deliverTo.filter((to) => isWell(evidence, to, since, deadline));
  const objects = [
    `Ledger ${incident.source}`,
    ...evidence.objectsOf(destination),
    ...well.flatMap((to) => evidence.objectsOf(to)),
  ];
  if (well.length === 0 || objects.some((object) => isDisturbed(evidence, object, since, deadline)))
    return undefined;
  const vendors = [destination, ...deliverTo].map(vendorOf);
  if (vendors.some((vendor) => vendor && hasTaken(vendor, incident.key, deadline))) return undefined;
  const late = `${after} s and ${BEYOND / 1000} more`;
  return `${vendors.map((vendor) => vendor?.name).join(", ")} had not been told of ${describe(callback)} after ${late}`;
}

/** Whether anything but the page itself is to be told by `deadline`. */
function hasNews({ callbacks, world }: Evidence, opened: number, since: number, deadline: number): boolean {
  const subject = callbacks.get(opened)?.subject;
  if (!subject) return true;
  if (subject.openFor !== undefined && since + subject.openFor * 1000 <= deadline + MINUTE) return true;
  return world.sender.outcomes.some(
    ({ callback, answers }) =>
      callback.number !== opened &&
      nameOf(callback.subject) === nameOf(subject) &&
      answers.some(({ time }) => since <= time && time <= deadline),
  );
}

function hasTaken({ incidents }: SimulatedVendor, key: string, deadline: number): boolean {
  return incidents.taken.some(({ incident, time }) => incident === key.slice(0, 8) && time <= deadline);
}

/** Whether a destination's vendor takes everything, and has had no more than its pace to take. */
function isWell(evidence: Evidence, destination: string, since: number, deadline: number): boolean {
  const { scenario, vendorOf } = evidence;
  const vendor = vendorOf(destination);
  if (!vendor || isHeld(evidence, destination, since, deadline)) return false;
  const { begin } = scenario;
  const isIll = scenario.vendorFaults.some(
    (fault) =>
      fault.vendor === vendor.name &&
      begin + fault.at <= deadline &&
      since - WELL_FOR <= begin + renewedBy(fault),
  );
  const busy = vendor.arrivals.filter((time) => deadline - MINUTE <= time && time <= deadline).length;
  return !isIll && busy < destinationOf(vendor.kind).pace.perMinute / 2;
}

/** Whether the platform holds an object up for longer than a try again takes. */
function isDisturbed({ scenario }: Evidence, object: string, since: number, deadline: number): boolean {
  const { begin } = scenario;
  return scenario.platformFaults.some((fault) => {
    if (fault.object !== object) return false;
    switch (fault.kind) {
      case "statement":
        return true;
      case "clock":
        return begin + fault.at <= deadline;
      case "overload":
      case "alarm":
        return begin + fault.at <= deadline && since <= begin + fault.at + fault.lasts;
      default:
        return false;
    }
  });
}
