import type { FallbackConfig, RelayConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { lookup } from "../../receiver/lookup.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import type { DestinationArgs } from "./args.ts";

/** The fallback of a destination, as the Worker reads it. */
export function fallback(
  problems: Problems,
  name: string,
  { fallback: deliverTo, fallbackAfter, fallbackLevels }: DestinationArgs,
): { fallback?: FallbackConfig } {
  const at = (argument: string) => `destinations.${name}.${argument}`;
  const range = { least: 60, most: 86_400 };
  const after =
    fallbackAfter === undefined
      ? undefined
      : readDuration(problems, at("fallbackAfter"), fallbackAfter, range);
  if (deliverTo === undefined) {
    for (const [argument, value] of Object.entries({ fallbackAfter, fallbackLevels }))
      if (value !== undefined) problems.add(at(argument), "must be left out where there is no fallback");
    return {};
  }
  return {
    fallback: {
      deliverTo,
      ...(after !== undefined && { after }),
      ...(fallbackLevels && { levels: fallbackLevels }),
    },
  };
}

/** What is wrong with the fallbacks of a configuration: unknown names, circles, and kinds that can't have one. */
export function fallbackProblems({ destinations }: RelayConfig) {
  const problems: { path: string; message: string }[] = [];
  const names = Object.keys(destinations);
  for (const [name, { kind, fallback }] of Object.entries(destinations)) {
    if (!fallback) continue;
    const { deliverTo } = fallback;
    const add = (message: string) =>
      problems.push({ path: `destinations.${name}.fallback.deliverTo`, message });
    if (destinationOf(kind).passesOn)
      add(`can't be given: what ${kind} gets is not read here, so nothing of it could be told elsewhere`);
    const repeated = deliverTo.find((to, index) => deliverTo.indexOf(to) !== index);
    if (repeated) add(`names "${repeated}" twice`);
    for (const to of new Set(deliverTo)) {
      const next = lookup(destinations, to);
      if (!next) add(`names "${to}", which is no destination (${names.join(", ")})`);
      else if (next.retired) add(`names "${to}", which is retired and gets no pages`);
      else if (destinationOf(next.kind).passesOn)
        add(`names "${to}", which can't be a fallback: ${next.kind} takes callbacks only as they came`);
    }
    const circle = circleFrom(name, destinations);
    // Told once, at the first of them.
    if (circle && names.find((each) => circle.includes(each)) === name)
      add(`goes round in a circle: ${circle.join(" → ")}`);
  }
  return problems;
}

/** The way from a destination over fallbacks back to itself. */
function circleFrom(name: string, destinations: RelayConfig["destinations"]): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[name]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const to of lookup(destinations, way.at(-1) ?? "")?.fallback?.deliverTo ?? []) {
      if (to === name) return [...way, to];
      if (!seen.has(to)) ways.push([...way, to]);
      seen.add(to);
    }
  }
  return undefined;
}
