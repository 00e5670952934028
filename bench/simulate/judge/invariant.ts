import { deploymentsOf } from "../world/deployments.ts";
import type { PlannedCallback } from "../world/episodes.ts";
import type { Program } from "../world/program.ts";
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
  /** When the receiver last answered a callback with 200, whether its sender heard or not, by number. */
  takenIn: Map<number, number>;
  /** A planned callback's episode, in words. */
  nameOf: (callback: number) => string;
  /** Everything that is deployed in the run, in order. */
  programs: readonly Program[];
  /** Where a source's incidents go, fallbacks included: `always` if every program of the run says so itself. */
  destinationsOf: (source: string) => { destination: string; always: boolean }[];
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
  const takenIn = new Map<number, number>();
  for (const { callback, acknowledgedAt, answers } of sender.outcomes) {
    for (const { time, status } of answers)
      if (status === 200) takenIn.set(callback.number, Math.max(time, takenIn.get(callback.number) ?? 0));
    const known = acknowledged.get(callback.number) ?? Number.POSITIVE_INFINITY;
    if (acknowledgedAt !== undefined && acknowledgedAt < known)
      acknowledged.set(callback.number, acknowledgedAt);
  }
  const programs = [scenario.program, ...deploymentsOf(scenario).map(({ program }) => program)];
  const callbacks = new Map(scenario.callbacks.map((callback) => [callback.number, callback]));
  return {
    world,
    scenario,
    vendors,
    records: readRecords(cloud),
    callbacks,
    nameOf(number) {
      const { subject, episode } = callbacks.get(number) ?? {};
      return `${subject?.source} ${subject?.rule} ${subject?.resource}, episode ${episode}`;
    },
    acknowledged,
    takenIn,
    programs,
    destinationsOf(source) {
      const lists = programs.map(({ sources }) => sources[source]?.deliverTo ?? []);
      return [...withFallbacks(lists.flat(), programs)].map((destination) => ({
        destination,
        always: lists.every((list) => list.includes(destination)),
      }));
    },
    vendorOf: (destination) => {
      const url = programs.find(({ destinations }) => destinations[destination])?.destinations[destination]
        ?.access.url;
      return url === undefined ? undefined : vendors.find(({ name }) => name === vendorOf(url));
    },
  };
}

/** Destinations with those that their pages may be passed on to. */
function withFallbacks(destinations: readonly string[], programs: readonly Program[]): Set<string> {
  const all = new Set(destinations);
  for (const name of all)
    for (const program of programs)
      for (const to of program.destinations[name]?.fallback?.deliverTo ?? []) all.add(to);
  return all;
}
