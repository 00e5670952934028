import type { RouteConfig, SourceConfig } from "../../receiver/config/config.ts";
import { compareLevels, isLevel, LEVELS } from "../../receiver/level.ts";
import { LABEL } from "../../receiver/routing.ts";
import type { Problems } from "../validation/problems.ts";
import type { RouteArgs, SourceArgs } from "./args.ts";
import { callerRanges } from "./callers.ts";
import { mentionConfig } from "./mention.ts";
import { routeName } from "./route-name.ts";
import { byLevel, mapValues } from "./severities.ts";

/** Where the alerts of a source go, and who may call it, as the Worker reads it. `withPages`: which of some destinations get pages. */
export function routing(
  source: SourceArgs,
  withPages = (names: string[]): string[] => names,
): Partial<SourceConfig> {
  const { routes, matching, expectedAccountId, callers, unrecognised, tests } = source;
  return {
    ...(routes && {
      routes: routes.map(readRoute).map((route) => ({ ...route, deliverTo: withPages(route.deliverTo) })),
    }),
    ...(matching !== undefined && { matching }),
    ...(expectedAccountId !== undefined && { expectedAccountId }),
    ...(callers && { callers: callerRanges(callers) }),
    ...(unrecognised !== undefined && { unrecognised }),
    ...(tests !== undefined && { tests }),
  };
}

function readRoute(route: RouteArgs, index: number): RouteConfig {
  const { kinds, namespaces, metrics, rules, regions, resources } = route;
  const level = levelsOf(route);
  const given = {
    kind: kinds,
    level,
    namespace: namespaces,
    metric: metrics,
    rule: rules,
    region: regions,
    resource: resources,
    ...Object.fromEntries(
      Object.entries(route.labels ?? {}).map(([name, patterns]) => [LABEL + name, patterns]),
    ),
  };
  const when = Object.entries(given).filter(([, patterns]) => patterns !== undefined);
  return {
    name: routeName(route, index),
    when: Object.fromEntries(when) as Record<string, string[]>,
    deliverTo: route.deliverTo,
    ...(route.template && { template: route.template }),
    ...(route.mention && { mention: mapValues(route.mention, mentionConfig) }),
    ...(route.severities && { severities: mapValues(route.severities, byLevel) }),
  };
}

/** The levels that a route takes, or undefined for all of them. */
function levelsOf({ levels, notBelow }: RouteArgs): string[] | undefined {
  if (notBelow === undefined || !isLevel(notBelow)) return levels;
  const reaching = (levels ?? LEVELS).filter((level) => !isBelow(level, notBelow));
  // What leaves nothing is found by `checkRoutes`.
  return reaching.length > 0 ? reaching : levels;
}

function isBelow(level: string, lowest: string): boolean {
  return isLevel(level) && isLevel(lowest) && compareLevels(level, lowest) < 0;
}

/** Finds where an alert could go nowhere, or a route could take nothing, without the program saying so. */
export function checkRoutes(problems: Problems, name: string, source: SourceArgs): void {
  const { routes = [], deliverTo, discardUnrouted, matching } = source;
  const at = (path: string) => `sources.${name}.${path}`;
  if (routes.length === 0 && discardUnrouted)
    problems.add(
      at("discardUnrouted"),
      "must be left out where there are no routes: nothing would go anywhere",
    );
  else if (deliverTo.length === 0 && !discardUnrouted)
    problems.add(
      at("deliverTo"),
      routes.length === 0
        ? "must name at least one destination"
        : "must name at least one destination for what no route takes; set discardUnrouted if that is to go nowhere",
    );
  else if (deliverTo.length > 0 && discardUnrouted)
    problems.add(at("deliverTo"), "must be empty where discardUnrouted is set");

  let all: string | undefined;
  for (const [index, route] of routes.entries()) {
    const path = (field: string) => at(`routes.${index}.${field}`);
    const { when, name: called } = readRoute(route, index);
    if (route.notBelow !== undefined && !isLevel(route.notBelow))
      problems.add(path("notBelow"), `must be one of ${LEVELS.join(", ")}, not "${String(route.notBelow)}"`);
    if (route.deliverTo.length === 0 && !route.discard)
      problems.add(
        path("deliverTo"),
        "must name at least one destination; set discard if what the route takes is to go nowhere",
      );
    if (route.deliverTo.length > 0 && route.discard)
      problems.add(path("deliverTo"), "must be empty where discard is set");
    const { levels, notBelow } = route;
    if (levels?.length && notBelow && levels.every((level) => isBelow(level, notBelow)))
      problems.add(path("levels"), `must reach ${notBelow}, which notBelow asks for: no alert could match`);
    if (all !== undefined && matching !== "all")
      problems.add(at(`routes.${index}`), `can never match: the route "${all}" before it takes everything`);
    if (Object.keys(when).length === 0) all ??= called;
  }
}
