import { durationText } from "../../components/vocabulary/duration.ts";
import type { RouteConfig } from "../../receiver/config/config.ts";
import { codes } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about the incidents that a route makes of many. `route`: as it is called. */
export function sayGatherings(route: string, old: RouteConfig | undefined, now: RouteConfig): Sentence[] {
  const changes = [
    [groupText(old), groupText(now)],
    [stormText(old), stormText(now)],
  ] as const;
  return changes.flatMap(([was, is]): Sentence[] => {
    if (was === is) return [];
    if (is !== undefined) return [risk(`${route} makes ${is}${was === undefined ? "" : ` (was: ${was})`}`)];
    return [note(`${route} no longer makes ${was}`)];
  });
}

function groupText({ group }: Partial<RouteConfig> = {}): string | undefined {
  if (!group) return undefined;
  const { by, within, names } = group;
  return [
    `one incident of what has the same ${by.join(", ")}`,
    ...(within === undefined ? [] : [`within ${durationText(within)}`]),
    ...(names === undefined ? [] : [`of which ${names} ${names === 1 ? "is" : "are"} named`]),
  ].join(", ");
}

function stormText({ storm }: Partial<RouteConfig> = {}): string | undefined {
  if (!storm) return undefined;
  const { above, passes = [] } = storm;
  const passing = passes.length === 0 ? "" : `, but not of critical ones of ${codes(passes)}`;
  return `one incident of new ones above ${above} in a minute${passing}`;
}
