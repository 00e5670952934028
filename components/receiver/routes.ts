import type { RouteConfig, SourceConfig } from "../../receiver/config/config.ts";
import type { Problems } from "../validation/problems.ts";
import type { RouteArgs, SourceArgs } from "./args.ts";
import { callerRanges } from "./callers.ts";
import { checkLevels, conditionsOf } from "./conditions.ts";
import { checkGatherings, gatherings } from "./gatherings.ts";
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
  return {
    name: routeName(route, index),
    when: conditionsOf(route),
    deliverTo: route.deliverTo,
    ...(route.template && { template: route.template }),
    ...(route.mention && { mention: mapValues(route.mention, mentionConfig) }),
    ...(route.severities && { severities: mapValues(route.severities, byLevel) }),
    ...gatherings(route),
  };
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
    checkLevels(problems, path, route);
    checkGatherings(problems, path, routes, index);
    if (route.deliverTo.length === 0 && !route.discard)
      problems.add(
        path("deliverTo"),
        "must name at least one destination; set discard if what the route takes is to go nowhere",
      );
    if (route.deliverTo.length > 0 && route.discard)
      problems.add(path("deliverTo"), "must be empty where discard is set");
    if (all !== undefined && matching !== "all")
      problems.add(at(`routes.${index}`), `can never match: the route "${all}" before it takes everything`);
    if (Object.keys(when).length === 0) all ??= called;
  }
}
