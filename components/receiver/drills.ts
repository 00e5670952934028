import { Cron } from "croner";
import type { Alert } from "../../receiver/alert.ts";
import { CRON } from "../../receiver/config/bindings.ts";
import {
  DRILL_RULE,
  type DrillConfig,
  type RelayConfig,
  type SourceConfig,
} from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { metricLevelOf } from "../../receiver/level.ts";
import { destinationsOf } from "../../receiver/routing.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import type { AlertReceiverArgs, SourceArgs } from "./args.ts";

const WITHIN = { least: 30, most: 3600 };

/** The cron triggers of a receiver: its own, and those of fire drills. */
export function cronsOf({ sources }: RelayConfig): string[] {
  const drills = Object.values(sources).flatMap(({ drill }) => drill?.schedule ?? []);
  return [CRON, ...[...new Set(drills)].sort()];
}

/** The fire drills of a source, as the Worker reads them. */
export function readDrill(
  problems: Problems,
  source: string,
  { drill }: SourceArgs,
): Pick<SourceConfig, "drill"> {
  if (!drill) return {};
  const { schedule, level, labels, within } = drill;
  const at = (argument: string) => `sources.${source}.drill.${argument}`;
  if (schedule !== undefined) problems.addIf(at("schedule"), checkSchedule(schedule));
  return {
    drill: {
      ...(schedule !== undefined && { schedule: schedule.trim().replace(/\s+/g, " ").toUpperCase() }),
      ...(level !== undefined && { level }),
      ...(labels && { labels }),
      ...(within !== undefined && { within: readDuration(problems, at("within"), within, WITHIN) }),
    },
  };
}

/** Cloudflare counts days of the week from 1 for Sunday, and everybody else from 0: names say which is meant. */
function checkSchedule(text: string): string | undefined {
  const wrong = `must be a cron pattern of five fields, in UTC, such as "0 2 * * MON", not "${text}"`;
  const [minutes = "", , , , weekdays = ""] = text.trim().split(/\s+/);
  if (text.trim().split(/\s+/).length !== 5 || !/^[\d*,/A-Za-z -]+$/.test(text)) return wrong;
  try {
    new Cron(text, { mode: "5-part" });
  } catch {
    return wrong;
  }
  if (!/^\d+$/.test(minutes))
    return `must name one minute, so that there is at most one an hour, not "${minutes}"`;
  return /\d/.test(weekdays) ? `must name days of the week, such as MON, not "${weekdays}"` : undefined;
}

/** Where the receiver answers, where a source has fire drills. */
export function addressFor(
  { sources, hostname, workersDevSubdomain }: AlertReceiverArgs,
  scriptName: string,
): { address?: string } {
  if (!Object.values(sources).some(({ drill }) => drill)) return {};
  return { address: `https://${hostname ?? `${scriptName}.${workersDevSubdomain}.workers.dev`}` };
}

/** The alert of a drill, as far as routes look at it. */
function drillAlertOf({ level = "CRITICAL", labels = {} }: DrillConfig): Alert {
  return {
    kind: "metric",
    state: "firing",
    level: metricLevelOf(level),
    rule: { key: DRILL_RULE, name: DRILL_RULE },
    dimensions: {},
    labels,
    fields: {},
  };
}

/** The destinations that a source's drill reaches. */
export function drilledBy({ destinations }: RelayConfig, source: SourceConfig): string[] {
  if (!source.drill) return [];
  const alert = drillAlertOf(source.drill);
  return destinationsOf(source, alert, alert.level ?? "critical").filter((name) => destinations[name]?.drill);
}

/** What is wrong with the fire drills of a configuration. */
export function drillProblems(config: RelayConfig) {
  const nowhere = Object.entries(config.sources).flatMap(([name, source]) =>
    source.drill && drilledBy(config, source).length === 0
      ? [
          {
            path: `sources.${name}.drill`,
            message:
              "reaches no destination that has `drill: true`: mark one where its route leads, or give it the level and labels of a route",
          },
        ]
      : [],
  );
  const native = Object.entries(config.destinations).flatMap(([name, { kind, drill }]) =>
    drill && destinationOf(kind).passesOn
      ? [
          {
            path: `destinations.${name}.drill`,
            message: `can't be given: what ${kind} makes of a callback is not known here`,
          },
        ]
      : [],
  );
  return [...nowhere, ...native];
}
