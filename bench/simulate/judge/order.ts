import { mayBeDeaf } from "./deaf.ts";
import { incidentsAt } from "./incidents.ts";
import type { Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** What a vendor takes of one incident comes in the order of its events. */
export const order: Invariant = {
  name: "order within an incident",
  check: ({ vendors, callbacks, scenario }) =>
    (mayBeDeaf(scenario) ? [] : vendors)
      .filter((vendor) => !isNative(vendor))
      .flatMap((vendor) =>
        [...incidentsAt(vendor).values()].flatMap(({ incident, taken, ends }) => {
          const end = ends[0];
          const after =
            end && taken.slice(taken.indexOf(end) + 1).find(({ what }) => !what.startsWith("resolves"));
          if (after) {
            const what = `${vendor.name} was told #${after.callback} of ${incident} after its end`;
            return [{ what, callbacks: [end.callback ?? 0, after.callback ?? 0] }];
          }
          let newest = 0;
          let at = 0;
          for (const { callback, what } of taken) {
            const planned = callbacks.get(callback ?? 0);
            // A recovery ends its stretch whatever its time is.
            if (!planned || what.startsWith("resolves")) continue;
            if (planned.eventAt < at) {
              const problem = `${vendor.name} was told #${callback} after #${newest}, which is newer`;
              return [{ what: problem, callbacks: [newest, planned.number] }];
            }
            at = planned.eventAt;
            newest = planned.number;
          }
          return [];
        }),
      ),
};
