import { describe } from "../world/sender.ts";
import type { Invariant } from "./invariant.ts";

/** A callback that was answered with 200 is in its ledger, with what was decided on it. */
export const recorded: Invariant = {
  name: "acknowledged is recorded",
  check: ({ acknowledged, records, callbacks }) =>
    [...acknowledged.keys()]
      .filter((number) => !records.decisions.has(number))
      .map((number) => {
        const callback = callbacks.get(number);
        return {
          what: `${callback && describe(callback)} was answered with 200 and is not recorded`,
          callbacks: [number],
        };
      }),
};
