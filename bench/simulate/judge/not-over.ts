import { nameOf } from "../world/episodes.ts";
import { describe } from "../world/sender.ts";
import { mayBeDeaf } from "./deaf.ts";
import { incidentsAt } from "./incidents.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** How long a recovery may take to the destination's object after it was acknowledged, in milliseconds. */
const ON_ITS_WAY = 60_000;

/** Nobody is paged for what is over by the time the page leaves. */
export const notOver: Invariant = {
  name: "nobody is paged for what is over",
  check: (evidence) =>
    (mayBeDeaf(evidence.scenario) ? [] : evidence.vendors)
      .filter((vendor) => !isNative(vendor))
      .flatMap((vendor) =>
        [...incidentsAt(vendor).values()].flatMap(({ beginnings }) =>
          beginnings.flatMap(({ callback: number = 0, leftAt }) => {
            const callback = evidence.callbacks.get(number);
            const over = callback && overAt(evidence, number);
            if (!callback || over === undefined || leftAt < over + ON_ITS_WAY) return [];
            if (failsFor(evidence, vendor.name, callback.subject.source)) return [];
            const late = Math.round((leftAt - over) / 1000);
            const what = `${vendor.name} was paged for ${describe(callback)}, ${late} s after its recovery`;
            return [{ what, callbacks: [number] }];
          }),
        ),
      ),
};

/** When the recovery of a callback's episode was acknowledged. */
function overAt({ callbacks, acknowledged }: Evidence, number: number): number | undefined {
  const opened = callbacks.get(number);
  if (!opened) return undefined;
  for (const [other, at] of acknowledged) {
    const callback = callbacks.get(other);
    if (callback?.state !== "resolved" || callback.episode !== opened.episode) continue;
    if (nameOf(callback.subject) === nameOf(opened.subject)) return at;
  }
  return undefined;
}

/** Whether a disk fails for so long that nobody can say when a recovery got to a vendor's object. */
function failsFor({ scenario, vendorOf }: Evidence, vendor: string, source: string): boolean {
  return scenario.platformFaults.some((fault) => {
    if (fault.kind !== "statement" || fault.times === 1) return false;
    const [kind, name = ""] = fault.object.split(" ");
    return kind === "Ledger" ? name === source : vendorOf(name)?.name === vendor;
  });
}
