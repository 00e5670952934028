import { describe } from "../world/sender.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import type { Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";
import type { Records } from "./records.ts";

/** Decisions after which a body is passed on: it is news, to the vendor's own integration at least. */
const NEWS = ["opened", "repeated", "escalated", "deescalated", "resolved", "held", "overtaken"];

/** A vendor's own integration gets every body that is news, and those of an incident in order. */
export const passedOn: Invariant = {
  name: "bodies are passed on, in order",
  check: ({ records, vendors, callbacks, destinationsOf, vendorOf }) => {
    const problems: { what: string; callbacks: number[] }[] = [];
    for (const vendor of vendors.filter(isNative)) {
      const passed = new Set(vendor.incidents.taken.map(({ callback }) => callback));
      for (const [number, decisions] of records.decisions) {
        const callback = callbacks.get(number);
        if (!callback || !decisions.some((decision) => NEWS.includes(decision)) || passed.has(number))
          continue;
        const own = destinationsOf(callback.subject.source).find(
          ({ destination }) => vendorOf(destination) === vendor,
        );
        if (!own?.always || hasReason(records.reasons, own.destination)) continue;
        problems.push({ what: `${vendor.name} never got ${describe(callback)}`, callbacks: [number] });
      }
    }
    return [...problems, ...vendors.filter(isNative).flatMap((vendor) => outOfOrder(vendor, records))];
  },
};

/** Bodies of one resource that a vendor took in another order than that in which they were taken in. */
function outOfOrder({ name, incidents }: SimulatedVendor, { places }: Records) {
  const last = new Map<string, number>();
  return incidents.taken.flatMap(({ callback = 0 }) => {
    const place = places.get(callback);
    if (!place) return [];
    const before = last.get(place.identity) ?? 0;
    last.set(place.identity, Math.max(before, place.seq));
    if (place.seq >= before || place.isHeld) return [];
    return [{ what: `${name} got #${callback} after what came in later`, callbacks: [callback] }];
  });
}

function hasReason(reasons: ReadonlyMap<string, string>, destination: string): boolean {
  return [...reasons.keys()].some((reason) => reason.startsWith(`${destination} `));
}
