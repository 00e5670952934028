import type { Invariant } from "./invariant.ts";

/** Some time after the last fault nothing waits any more. */
export const finished: Invariant = {
  name: "everything finishes once faults end",
  check: ({ records }) => records.waiting.map((what) => ({ what: `still waits: ${what}`, callbacks: [] })),
};

/** Nothing breaks the platform's own rules, such as to leave an object before it is written down. */
export const rules: Invariant = {
  name: "the platform's rules",
  check: ({ world }) => world.faults.map((what) => ({ what, callbacks: [] })),
};
