import type { PlannedCallback, Subject } from "../world/episodes.ts";
import { describe } from "../world/sender.ts";
import { incidentsAt } from "./incidents.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** What CloudMonitor said last of a resource is where it stands at every vendor, whatever the order of arrival. */
export const finalState: Invariant = {
  name: "the last word counts",
  check(evidence) {
    const { scenario, records, vendors, vendorOf, callbacks } = evidence;
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
      const destinations = scenario.program.sources[callback.subject.source]?.deliverTo ?? [];
      return destinations.flatMap((destination) => {
        const vendor = vendorOf(destination);
        const hasReason = [...records.reasons.keys()].some((reason) => reason.startsWith(`${destination} `));
        if (!vendor || isNative(vendor) || hasReason) return [];
        const opened = open.get(vendor.name)?.get(name) ?? [];
        const isOpen = callback.state !== "resolved";
        if (opened.length === Number(isOpen)) return [];
        const wrong = isOpen
          ? `has ${opened.length} open incidents`
          : `still has open what #${opened} opened`;
        const what = `${vendor.name} ${wrong}; the last word was ${describe(callback)}`;
        return [{ what, callbacks: [callback.number, ...opened] }];
      });
    });
  },
};

const nameOf = ({ source, rule, resource }: Subject) => `${source} ${rule} ${resource}`;

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
