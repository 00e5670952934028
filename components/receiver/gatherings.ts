import type { FlappingConfig, RouteConfig, SourceConfig } from "../../receiver/config/config.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import { parseDuration } from "../vocabulary/duration.ts";
import type { RouteArgs, SourceArgs } from "./args.ts";
import { checkLevels, conditionsOf } from "./conditions.ts";
import { routeName } from "./route-name.ts";

const MINUTE = 60;
const DAY = 86_400;

/** For how long a group may take members. */
const GROUPING = { least: MINUTE, most: 7 * DAY };

/** What the ledger counts openings for, and waits for quiet. */
const FLAPPING = { least: MINUTE, most: DAY };

/** What makes one incident of many on a route, as the Worker reads it. */
export function gatherings({ group, storm }: RouteArgs): Pick<RouteConfig, "group" | "storm"> {
  return {
    ...(group && {
      group: {
        by: group.by,
        ...(group.within !== undefined && { within: parseDuration(group.within) ?? 0 }),
        ...(group.names !== undefined && { names: group.names }),
      },
    }),
    ...(storm && { storm: { above: storm.above, ...(storm.passes && { passes: storm.passes }) } }),
  };
}

/** Finds what can't be right about it. `path`: of a field of the route. */
export function checkGatherings(
  problems: Problems,
  path: (field: string) => string,
  routes: readonly RouteArgs[],
  index: number,
): void {
  const { group, storm } = routes[index] ?? {};
  if (!group && !storm) return;
  const names = routes.map(routeName);
  const name = names[index] ?? "";
  if (names.filter((each) => each === name).length > 1)
    problems.add(
      path("name"),
      `is that of another route, too: "${name}"; one with a group or a storm needs a name of its own`,
    );
  checkNumber(problems, path("group.names"), group?.names, 20);
  checkNumber(problems, path("storm.above"), storm?.above, 10_000);
  if (group?.within !== undefined) readDuration(problems, path("group.within"), group.within, GROUPING);
}

/** What of a source becomes one incident where it opens too often. */
export function flapping(
  problems: Problems,
  source: string,
  { flapping: given }: SourceArgs,
): Pick<SourceConfig, "flapping"> {
  if (!given) return {};
  const names = given.map(({ name }, index) => name ?? `flapping ${index + 1}`);
  const read = given.map((each, index): FlappingConfig => {
    const path = (field: string) => `sources.${source}.flapping.${index}.${field}`;
    const name = names[index] ?? "";
    if (names.indexOf(name) !== index) problems.add(path("name"), `is that of another one, too: "${name}"`);
    checkLevels(problems, path, each);
    checkNumber(problems, path("above"), each.above, 100);
    const seconds = (field: "within" | "quiet", text = each[field]) =>
      text === undefined ? {} : { [field]: readDuration(problems, path(field), text, FLAPPING) };
    return { name, when: conditionsOf(each), above: each.above, ...seconds("within"), ...seconds("quiet") };
  });
  return { flapping: read };
}

function checkNumber(problems: Problems, path: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return;
  problems.add(path, `must be a whole number from 1 to ${most}, not ${value}`);
}
