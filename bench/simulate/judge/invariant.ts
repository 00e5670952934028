import type { PlannedCallback } from "../world/episodes.ts";
import { vendorOf } from "../world/vendors/accounts.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import type { World } from "../world/world.ts";
import { type Records, readRecords } from "./records.ts";

/** Something that must not have happened. */
export interface Violation {
  invariant: string;
  what: string;
  /** Numbers of the callbacks that it is about. */
  callbacks: number[];
}

/** What an invariant looks at: the run, and what the receiver's databases say after it. */
export interface Evidence {
  world: World;
  scenario: World["scenario"];
  vendors: readonly SimulatedVendor[];
  records: Records;
  /** Planned callbacks by number. */
  callbacks: Map<number, PlannedCallback>;
  /** When a callback was acknowledged first, by number. */
  acknowledged: Map<number, number>;
  /** The vendor that each declared destination leads to. */
  vendorOf: (destination: string) => SimulatedVendor | undefined;
}

export interface Invariant {
  name: string;
  check(evidence: Evidence): Omit<Violation, "invariant">[];
}

export function gather(world: World): Evidence {
  const { scenario, sender, vendors, cloud } = world;
  const acknowledged = new Map<number, number>();
  for (const { callback, acknowledgedAt } of sender.outcomes) {
    const known = acknowledged.get(callback.number) ?? Number.POSITIVE_INFINITY;
    if (acknowledgedAt !== undefined && acknowledgedAt < known)
      acknowledged.set(callback.number, acknowledgedAt);
  }
  return {
    world,
    scenario,
    vendors,
    records: readRecords(cloud),
    callbacks: new Map(scenario.callbacks.map((callback) => [callback.number, callback])),
    acknowledged,
    vendorOf: (destination) => {
      const url = scenario.program.destinations[destination]?.access.url;
      return url === undefined ? undefined : vendors.find(({ name }) => name === vendorOf(url));
    },
  };
}
