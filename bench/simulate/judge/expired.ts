import { describe } from "../world/sender.ts";
import type { Invariant } from "./invariant.ts";

/** How long after its time an incident may end, in milliseconds. */
const LATE = 60_000;

/** What nothing ends is over as long after its last callback as its rule declares. */
export const expired: Invariant = {
  name: "what nothing ends is over in time",
  check: ({ records, callbacks, scenario }) =>
    records.expired.flatMap(({ source, callback: number, after }) => {
      const callback = callbacks.get(number);
      const { openFor } = callback?.subject ?? {};
      const isDisturbed = scenario.platformFaults.some(
        ({ kind, object }) => object === `Ledger ${source}` && kind !== "stop" && kind !== "call",
      );
      if (!callback || openFor === undefined || isDisturbed || scenario.recording !== undefined) return [];
      if (after <= openFor * 1000 + LATE) return [];
      const what = `${describe(callback)} was open for ${Math.round(after / 1000)} s without a callback, not ${openFor}`;
      return [{ what, callbacks: [number] }];
    }),
};
