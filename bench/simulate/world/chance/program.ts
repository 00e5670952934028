import type { FallbackConfig } from "../../../../receiver/config/config.ts";
import type { Random } from "../../../random.ts";
import type { PlannedChange } from "../deployments.ts";
import type { Program } from "../program.ts";
import type { Scenario } from "../scenario.ts";
import { accessOf, KINDS } from "../vendors/accounts.ts";

const SOURCES = ["hangzhou", "shanghai", "frankfurt"];
const DESTINATIONS = ["first", "second", "third"];

/** One to all of a list, from its beginning. */
function firstOf<T>(random: Random, list: readonly T[]): T[] {
  return list.slice(0, 1 + random.below(list.length));
}

/** Fallbacks lead to destinations further on, so that they never come back to where they began. */
function fallbackOf(
  random: Random,
  name: string,
  destinations: Program["destinations"],
): FallbackConfig | undefined {
  const names = Object.keys(destinations);
  const all = names.slice(names.indexOf(name) + 1).filter((each) => !isNativeKind(destinations[each]?.kind));
  if (isNativeKind(destinations[name]?.kind) || all.length === 0 || random.below(3) === 0) return undefined;
  const after = random.one([undefined, 60, 60, 120, 600]);
  return {
    deliverTo: random.below(2) === 0 ? all : [random.one(all)],
    ...(after !== undefined && { after }),
    ...(random.below(4) === 0 && { levels: ["critical"] }),
  };
}

function isNativeKind(kind = ""): boolean {
  return kind.endsWith("-native");
}

/** What is declared, and the vendors' accounts behind it. */
export function programOf(random: Random, timeZone: string): Pick<Scenario, "program" | "vendors"> {
  const vendors: Scenario["vendors"] = {};
  const destinations: Program["destinations"] = {};
  for (const name of firstOf(random, DESTINATIONS)) {
    const kind = random.one(KINDS);
    const vendor = `${kind}-${name}`;
    vendors[vendor] = { kind };
    destinations[name] = { kind, severities: {}, access: accessOf(kind, vendor) };
  }
  const names = Object.keys(destinations);
  for (const name of names) {
    const fallback = fallbackOf(random, name, destinations);
    if (fallback) Object.assign(destinations[name] ?? {}, { fallback });
  }
  const sources: Program["sources"] = {};
  for (const name of firstOf(random, SOURCES)) {
    const deliverTo = names.filter(() => random.below(3) > 0);
    sources[name] = {
      generation: 1,
      deliverTo: deliverTo.length > 0 ? deliverTo : names.slice(0, 1),
      language: random.one(["en", "zh"] as const),
      timeZone,
      severities: {},
    };
  }
  return { program: { destinations, sources }, vendors };
}

/** What is deployed between two times. */
export function changesOf(
  random: Random,
  { sources, destinations }: Program,
  from: number,
  until: number,
): PlannedChange[] {
  const planned: PlannedChange[] = [];
  const at = () => from + random.below(until - from);
  if (random.below(3) === 0) planned.push({ at: at(), what: "nothing new" });
  if (random.below(6) === 0) planned.push({ at: at(), what: "new callback tokens" });
  if (random.below(6) === 0) {
    const [source, destination] = [random.one(Object.keys(sources)), random.one(Object.keys(destinations))];
    planned.push({ at: at(), what: "another destination", source, destination });
  }
  if (random.below(6) === 0) {
    const destination = random.one(Object.keys(destinations));
    const fallback = fallbackOf(random, destination, destinations);
    planned.push({ at: at(), what: "another fallback", destination, fallback });
  }
  if (random.below(4) === 0) {
    const destination = random.one(Object.keys(destinations));
    const what = random.one(["removed", "renamed", "renamed", "retired"] as const);
    planned.push({ at: at(), what: `a destination is ${what}`, destination, name: `new-${destination}` });
  }
  return planned;
}
