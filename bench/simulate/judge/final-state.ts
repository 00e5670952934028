import { nameOf, type PlannedCallback } from "../world/episodes.ts";
import { describe } from "../world/sender.ts";
import { incidentsAt } from "./incidents.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** What CloudMonitor said last of a resource is where it stands at every vendor, whatever the order of arrival. */
export const finalState: Invariant = {
  name: "the last word counts",
  check(evidence) {
    const { records, vendors, destinationsOf, vendorOf, callbacks } = evidence;
    const last = lastWords(evidence);
    const open = new Map(vendors.map((vendor) => [vendor.name, new Map<string, number[]>()]));
    for (const vendor of vendors) {
      for (const { isOpen, beginnings } of incidentsAt(vendor).values()) {
        const opened = beginnings.at(-1)?.callback ?? 0;
        const subject = callbacks.get(opened)?.subject;
        if (!isOpen || !subject) continue;
        const own = open.get(vendor.name);
        own?.set(nameOf(subject), [...(own.get(nameOf(subject)) ?? []), opened]);
      }
    }
    return [...last].flatMap(([name, callback]) => {
      return destinationsOf(callback.subject.source).flatMap(({ destination, always }) => {
        const vendor = vendorOf(destination);
        const hasReason = [...records.reasons.keys()].some((reason) => reason.startsWith(`${destination} `));
        if (!vendor || isNative(vendor) || hasReason) return [];
        const opened = open.get(vendor.name)?.get(name) ?? [];
        const expires = expiryOf(callback, evidence);
        // It is about to happen, or has just happened.
        if (expires === "now") return [];
        const isOpen = callback.state !== "resolved" && expires !== "past";
        if (opened.length === Number(isOpen) || (isOpen && !always)) return [];
        const wrong = isOpen
          ? `has ${opened.length} open incidents`
          : `still has open what #${opened} opened`;
        const what = `${vendor.name} ${wrong}; the last word was ${describe(callback)}`;
        return [{ what, callbacks: [callback.number, ...opened] }];
      });
    });
  },
};

/** How long around its time the end of an incident that nothing ends may take, in milliseconds. */
const AROUND = 10 * 60_000;

function expiryOf(
  { number, subject, state }: PlannedCallback,
  { takenIn, world }: Evidence,
): "never" | "past" | "now" | "later" {
  if (subject.openFor === undefined || state === "resolved") return "never";
  const left = (takenIn.get(number) ?? 0) + subject.openFor * 1000 - world.loop.time;
  return left < -AROUND ? "past" : left > AROUND ? "later" : "now";
}

/** Of each resource the newest callback that was taken in, whether its sender knows or not. */
function lastWords({ callbacks, records }: Evidence): Map<string, PlannedCallback> {
  const last = new Map<string, PlannedCallback>();
  for (const callback of callbacks.values()) {
    if (!records.decisions.has(callback.number)) continue;
    const before = last.get(nameOf(callback.subject));
    if (!before || callback.eventAt > before.eventAt) last.set(nameOf(callback.subject), callback);
  }
  return last;
}
