import type { Done } from "../world/operator.ts";
import type { Evidence, Invariant } from "./invariant.ts";

/** How long a destination that was released may take for what has waited, in milliseconds. */
const CATCHES_UP = 10 * 60_000;

/** The release that ends a hold; undefined: none does. */
function releaseOf({ world }: Evidence, { action }: Done): Done | undefined {
  return world.operator.done.find((other) => other.action === action && other.what === "release");
}

function holdsOf({ world }: Evidence): Done[] {
  return world.operator.done.filter(({ what, name }) => what === "hold" && name !== undefined);
}

/** Whether an operator held a destination at any time between two, or had just released it. */
export function isHeld(evidence: Evidence, destination: string, since: number, until: number): boolean {
  return holdsOf(evidence).some((hold) => {
    if (evidence.lastName(hold.name ?? "") !== destination || hold.askedAt > until) return false;
    const released = releaseOf(evidence, hold)?.doneAt ?? Number.POSITIVE_INFINITY;
    return since <= released + CATCHES_UP;
  });
}

/**
 * A destination that an operator holds gets nothing, from the answer to the operator until somebody asks to
 * release it. Under another name it is held as soon as that has taken over.
 */
export const held: Invariant = {
  name: "a held destination gets nothing",
  check: (evidence) =>
    holdsOf(evidence).flatMap((hold) => {
      const { name = "", doneAt: from = Number.POSITIVE_INFINITY } = hold;
      const released = releaseOf(evidence, hold)?.askedAt ?? Number.POSITIVE_INFINITY;
      const gone = evidence.deployments.find(({ at, names }) => at > from && !names.includes(name));
      const until = Math.min(released, gone?.at ?? Number.POSITIVE_INFINITY);
      const vendor = evidence.vendorOf(name);
      const early = vendor?.leftAt.find((time) => from < time && time < until);
      if (!vendor || early === undefined) return [];
      const what = `${vendor.name} got a request ${Math.round((early - from) / 1000)} s after ${name} was held`;
      return [{ what, callbacks: [] }];
    }),
};
