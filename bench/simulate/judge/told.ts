import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import { incidentsAt, type VendorIncident } from "./incidents.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/**
 * Each incident of a ledger has been told to each of its destinations, or there is a reason: it is a dead
 * letter there, or it was over before anything of it could arrive, and a summary counts it. Its end is told
 * wherever it may be open.
 */
export const told: Invariant = {
  name: "acknowledged is told, or its reason is",
  check(evidence) {
    const { records, vendors, destinationsOf, vendorOf, nameOf } = evidence;
    const known = new Map(vendors.map((vendor) => [vendor, incidentsAt(vendor)]));
    const untold = new Map<SimulatedVendor, number[]>();
    const problems = records.incidents.flatMap(({ source, key, openedBy, isOpen }) => {
      return destinationsOf(source).flatMap(({ destination, always }) => {
        const vendor = vendorOf(destination);
        if (!vendor || isNative(vendor) || records.reasons.has(`${destination} ${key}`)) return [];
        const there = known.get(vendor)?.get(key.slice(0, 8));
        if (!there && !always) return [];
        if (!isOpen && !there) {
          untold.set(vendor, [...(untold.get(vendor) ?? []), openedBy]);
          return [];
        }
        const problem = problemOf(there, isOpen);
        // Whoever is told no more keeps what was told last.
        if (!always && problem === OPEN_UNKNOWN) return [];
        return problem
          ? [
              {
                what: `${vendor.name} ${problem}: ${nameOf(openedBy)} (${key.slice(0, 8)})`,
                callbacks: [openedBy],
              },
            ]
          : [];
      });
    });
    const uncounted = [...untold].flatMap(([vendor, callbacks]) => {
      const summed = summedAt(vendor);
      if (callbacks.length <= summed || hasDeadSummary(evidence, vendor) || isDiscarded(evidence, vendor))
        return [];
      const what = `${vendor.name} was never told of ${callbacks.length} incidents that are over, and summaries count ${summed}: ${nameOf(callbacks[0] ?? 0)}`;
      return [{ what, callbacks }];
    });
    return [...problems, ...uncounted];
  },
};

/** How many incidents a vendor's summaries count: of each one its newest text. */
function summedAt({ incidents }: SimulatedVendor): number {
  const summaries = new Map<string, number>();
  for (const { incident, summed } of incidents.taken)
    if (summed > 0) summaries.set(incident, Math.max(summed, summaries.get(incident) ?? 0));
  return [...summaries.values()].reduce((sum, each) => sum + each, 0);
}

/** Whether a summary is a dead letter: its key is no incident's. */
function hasDeadSummary({ records, vendorOf }: Evidence, vendor: SimulatedVendor): boolean {
  const keys = new Set(records.incidents.map(({ key }) => key));
  return [...records.reasons.keys()].some((reason) => {
    const [destination = "", key = ""] = reason.split(" ");
    return vendorOf(destination) === vendor && !keys.has(key);
  });
}

/** Whether an operator discarded what waited there, the count of what is over with it. */
function isDiscarded({ world, vendorOf }: Evidence, vendor: SimulatedVendor): boolean {
  return world.operator.done.some(
    ({ what, name }) => what === "discard" && name !== undefined && vendorOf(name) === vendor,
  );
}

const OPEN_UNKNOWN = "never learned of an incident";

function problemOf(incident: VendorIncident | undefined, isOpen: boolean): string | undefined {
  if (!incident || incident.beginnings.length === 0) return isOpen ? OPEN_UNKNOWN : undefined;
  if (isOpen === incident.isOpen) return undefined;
  return isOpen ? "has resolved what is open" : "has open what is over";
}
