import { incidentsAt, type VendorIncident } from "./incidents.ts";
import type { Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** Each incident of a ledger has been told to each of its destinations, or there is a reason; its end too. */
export const told: Invariant = {
  name: "acknowledged is told, or its reason is",
  check({ records, scenario, callbacks, vendors, vendorOf }) {
    const known = new Map(vendors.map((vendor) => [vendor, incidentsAt(vendor)]));
    return records.incidents.flatMap(({ source, key, openedBy, isOpen }) => {
      const about = callbacks.get(openedBy);
      const destinations = scenario.program.sources[source]?.deliverTo ?? [];
      return destinations.flatMap((destination) => {
        const vendor = vendorOf(destination);
        if (!vendor || isNative(vendor) || records.reasons.has(`${destination} ${key}`)) return [];
        const problem = problemOf(known.get(vendor)?.get(key.slice(0, 8)), isOpen);
        const who = `${about?.subject.rule} ${about?.subject.resource}, episode ${about?.episode} (${key.slice(0, 8)})`;
        return problem ? [{ what: `${vendor.name} ${problem}: ${who}`, callbacks: [openedBy] }] : [];
      });
    });
  },
};

function problemOf(incident: VendorIncident | undefined, isOpen: boolean): string | undefined {
  if (!incident || incident.beginnings.length === 0) return "never learned of an incident";
  if (isOpen === incident.isOpen) return undefined;
  return isOpen ? "has resolved what is open" : "has open what is over";
}
