import { VENDOR_FAULTS } from "../world/vendors/faults.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { isChat, isNative } from "./kinds.ts";

/** Most copies of a message that people may have to read: the first, its repetition, and one once it is back. */
const MOST_COPIES = 3;

/** People read a message twice only where nobody could know that it had arrived. */
export const copies: Invariant = {
  name: "no copy without need",
  check: (evidence) =>
    evidence.vendors
      .filter((vendor) => isChat(vendor) || isNative(vendor))
      .flatMap((vendor) => {
        const most = mostCopies(evidence, vendor);
        const { decisions } = evidence.records;
        const counts = new Map<string, number>();
        for (const { callback, what, incident, summed } of vendor.incidents.taken) {
          if (callback === undefined || summed > 0) continue;
          // A recovery that came before its alert is passed on at once, and once more behind it.
          if (isNative(vendor) && evidence.records.decisions.get(callback)?.includes("held")) continue;
          const message = `#${callback} of ${incident}${what.startsWith("resolves") ? " (over)" : ""}`;
          counts.set(message, (counts.get(message) ?? 0) + 1);
        }
        return [...counts]
          .filter(([message, count]) => {
            const callback = Number(/^#(\d+)/.exec(message)?.[1]);
            const reminders = decisions.get(callback)?.filter((each) => each === "reminded") ?? [];
            return count > most * (1 + reminders.length);
          })
          .map(([message, count]) => ({
            what: `${vendor.name} took ${count} copies of ${message}`,
            callbacks: [],
          }));
      }),
};

function mostCopies({ scenario, world }: Evidence, vendor: SimulatedVendor): number {
  const faults = scenario.vendorFaults.filter(
    (fault) => fault.vendor === vendor.name && VENDOR_FAULTS[fault.what].takes,
  );
  const stops = world.notes.some(
    ({ who, what }) => who.startsWith("Delivery") && what.startsWith("stops: ") && what !== "stops: idle",
  );
  const disk = scenario.platformFaults.some(
    ({ kind, object }) => kind === "statement" && object.startsWith("Delivery"),
  );
  if (faults.length === 0 && !stops && !disk && scenario.recording === undefined) return 1;
  // Each time that others arrive it is there, as far as anybody knows, and the message goes out again; and a
  // vendor's own integration is no reader.
  const comesAndGoes = faults.length > 1 || faults.some(({ oneOf }) => oneOf > 1);
  return comesAndGoes || isNative(vendor) ? Number.POSITIVE_INFINITY : MOST_COPIES;
}
