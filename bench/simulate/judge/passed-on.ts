import { describe } from "../world/sender.ts";
import type { Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

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
    return problems;
  },
};

function hasReason(reasons: ReadonlyMap<string, string>, destination: string): boolean {
  return [...reasons.keys()].some((reason) => reason.startsWith(`${destination} `));
}
