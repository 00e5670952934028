import type { SourceConfig } from "../../receiver/config/config.ts";
import { BeyondBound, type Signature } from "./signatures.ts";

/** Something that alerts of a class differ in, with every signature that it can have. */
export type Variable = readonly Signature[];

/** A condition of a route: met where any of these variables meets its own condition of that number. */
export type Condition = readonly { variable: number; number: number }[];

/** A source's routes in terms of variables. */
export interface Routing {
  /** The conditions of each route, in order. */
  routes: readonly (readonly Condition[])[];
  matching: SourceConfig["matching"];
}

/** Alerts that are told apart by no route: for each variable the signatures that it may have, by index. */
export type Box = readonly (readonly number[])[];

export interface Region {
  box: Box;
  /** For each routing the indices of the routes that take it. */
  taken: readonly (readonly number[])[];
}

/** Most parts that a class of alerts may fall into. */
const MOST_REGIONS = 20_000;

/**
 * Parts a class of alerts into regions, in each of which every alert is taken by the same routes of each
 * routing. Together they are the whole class, and no two overlap. Throws `BeyondBound`.
 */
export function regionsOf(variables: readonly Variable[], routings: readonly Routing[]): Region[] {
  const regions: Region[] = [];
  const [first, ...rest] = routings;
  if (!first) return regions;

  function walk(
    box: Box,
    routing: Routing,
    route: number,
    taken: readonly number[],
    before: readonly (readonly number[])[],
    next: readonly Routing[],
  ): void {
    const conditions = routing.routes[route];
    if (!conditions) return leave(box, [...before, taken], next);
    let met: Box[] = [box];
    for (const condition of conditions) {
      const parts = met.map((each) => split(each, condition, variables));
      for (const { missed } of parts) if (missed) walk(missed, routing, route + 1, taken, before, next);
      met = parts.flatMap((each) => each.met);
    }
    for (const each of met) {
      if (routing.matching === "all") walk(each, routing, route + 1, [...taken, route], before, next);
      else leave(each, [...before, [route]], next);
    }
  }

  function leave(
    box: Box,
    taken: readonly (readonly number[])[],
    [next, ...later]: readonly Routing[],
  ): void {
    if (next) return walk(box, next, 0, [], taken, later);
    regions.push({ box, taken });
    if (regions.length > MOST_REGIONS)
      throw new BeyondBound(`the alerts fall into over ${MOST_REGIONS} parts`);
  }

  walk(
    variables.map((variable) => [...variable.keys()]),
    first,
    0,
    [],
    [],
    rest,
  );
  return regions;
}

/** The parts of a box in which a condition is met, by the first variable that meets it, and where it is not. */
function split(
  box: Box,
  condition: Condition,
  variables: readonly Variable[],
): { met: Box[]; missed: Box | undefined } {
  const met: Box[] = [];
  let missed: Box | undefined = box;
  for (const { variable, number } of condition) {
    if (!missed) break;
    const signatures = variables[variable] ?? [];
    const allowed: readonly number[] = missed[variable] ?? [];
    const meeting = allowed.filter((each) => signatures[each]?.meets[number]);
    if (meeting.length === 0) continue;
    met.push(meeting.length === allowed.length ? missed : replaced(missed, variable, meeting));
    const rest = allowed.filter((each) => !signatures[each]?.meets[number]);
    missed = rest.length === 0 ? undefined : replaced(missed, variable, rest);
  }
  return { met, missed };
}

function replaced(box: Box, index: number, allowed: readonly number[]): Box {
  return box.map((each, at) => (at === index ? allowed : each));
}

/** What one alert of a region looks like: the example of each variable. */
export function exampleIn(box: Box, variables: readonly Variable[]): (string | undefined)[] {
  return variables.map((signatures, index) => signatures[box[index]?.[0] ?? 0]?.example);
}
