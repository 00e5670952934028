import { deploymentsOf } from "../world/deployments.ts";
import type { PlannedCallback } from "../world/episodes.ts";
import type { Program } from "../world/program.ts";
import { vendorOf } from "../world/vendors/accounts.ts";
import type { SimulatedVendor } from "../world/vendors/vendor.ts";
import type { World } from "../world/world.ts";
import { Names } from "./names.ts";
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
  /** Everything that is deployed in the run, in order, each destination under its last name. */
  programs: readonly Program[];
  /** The same with the time at which it is deployed, and the names of that time. */
  deployments: readonly { at: number; names: string[]; program: Program }[];
  /** The objects of a destination, under all names that it had. */
  objectsOf: (destination: string) => string[];
  /** What a destination is called in the end. */
  lastName: (destination: string) => string;
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
  const deployments = [{ at: 0, program: scenario.program }, ...deploymentsOf(scenario)];
  const names = new Names(deployments.map(({ program }) => program));
  const programs = deployments.map(({ program }) => names.inProgram(program));
  const callbacks = new Map(scenario.callbacks.map((callback) => [callback.number, callback]));
  return {
    world,
    scenario,
    vendors,
    records: readRecords(cloud, (name) => names.last(name)),
    callbacks,
    nameOf(number) {
      const { subject, episode } = callbacks.get(number) ?? {};
      return `${subject?.source} ${subject?.rule} ${subject?.resource}, episode ${episode}`;
    },
    acknowledged,
    takenIn,
    programs,
    deployments: deployments.map(({ at, program }, index) => ({
      at: scenario.begin + at,
      names: Object.keys(program.destinations),
      program: programs[index] as Program,
    })),
    objectsOf: (destination) => names.all(destination).map((name) => `Delivery ${name}`),
    lastName: (destination) => names.last(destination),
    destinationsOf(source) {
      const lists = programs.map((program) => pagedBy(program, source));
      return [...withFallbacks(lists.flat(), programs)].map((destination) => ({
        destination,
        always: lists.every((list) => list.includes(destination)),
      }));
    },
    vendorOf: (destination) => {
      const name = names.last(destination);
      const url = programs.find(({ destinations }) => destinations[name])?.destinations[name]?.access.url;
      return url === undefined ? undefined : vendors.find(({ name }) => name === vendorOf(url));
    },
  };
}

/** The destinations of a source that get pages. */
export function pagedBy({ sources, destinations }: Program, source: string): string[] {
  return (sources[source]?.deliverTo ?? []).filter((name) => !destinations[name]?.retired);
}

/** Destinations with those that their pages may be passed on to. */
function withFallbacks(destinations: readonly string[], programs: readonly Program[]): Set<string> {
  const all = new Set(destinations);
  for (const name of all)
    for (const program of programs)
      for (const to of program.destinations[name]?.fallback?.deliverTo ?? []) all.add(to);
  return all;
}
