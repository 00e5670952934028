import { compareLevels, isLevel, LEVELS } from "../../receiver/level.ts";
import { LABEL } from "../../receiver/routing.ts";
import type { Problems } from "../validation/problems.ts";
import type { MatchArgs } from "./args.ts";

/** The conditions of a route, or of what matches as routes do, as the Worker reads them. */
export function conditionsOf(args: MatchArgs): Record<string, string[]> {
  const { kinds, namespaces, metrics, rules, regions, resources } = args;
  const given = {
    kind: kinds,
    level: levelsOf(args),
    namespace: namespaces,
    metric: metrics,
    rule: rules,
    region: regions,
    resource: resources,
    ...Object.fromEntries(
      Object.entries(args.labels ?? {}).map(([name, patterns]) => [LABEL + name, patterns]),
    ),
  };
  const when = Object.entries(given).filter(([, patterns]) => patterns !== undefined);
  return Object.fromEntries(when) as Record<string, string[]>;
}

/** The levels that are taken, or undefined for all of them. */
function levelsOf({ levels, notBelow }: MatchArgs): string[] | undefined {
  if (notBelow === undefined || !isLevel(notBelow)) return levels;
  const reaching = (levels ?? LEVELS).filter((level) => !isBelow(level, notBelow));
  // What leaves nothing is found by `checkLevels`.
  return reaching.length > 0 ? reaching : levels;
}

function isBelow(level: string, lowest: string): boolean {
  return isLevel(level) && isLevel(lowest) && compareLevels(level, lowest) < 0;
}

/** Finds levels that can't be met. */
export function checkLevels(
  problems: Problems,
  path: (field: string) => string,
  { levels, notBelow }: MatchArgs,
): void {
  if (notBelow !== undefined && !isLevel(notBelow))
    problems.add(path("notBelow"), `must be one of ${LEVELS.join(", ")}, not "${String(notBelow)}"`);
  if (levels?.length && notBelow && levels.every((level) => isBelow(level, notBelow)))
    problems.add(path("levels"), `must reach ${notBelow}, which notBelow asks for: no alert could match`);
}
