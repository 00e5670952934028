import type { Alert } from "../alert.ts";
import type { RelayConfig, Template } from "../config/config.ts";
import { destinationOf } from "../destinations/registry.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { routesOf } from "../routing.ts";

/**
 * The word for a level at a destination, and the texts in place of the usual ones: those of the route that
 * took the alert there, then the source's, then the destination's, then the default.
 */
export function wordsFor(
  config: RelayConfig,
  source: string,
  destination: string,
  level: Level,
  alert: Alert,
): { severity: string; template: Template | undefined } {
  const settings = lookup(config.destinations, destination);
  if (!settings) throw new Error(`no destination "${destination}"`);
  const own = lookup(config.sources, source);
  const routes = own
    ? routesOf(own, alert, level).filter(({ deliverTo }) => deliverTo.includes(destination))
    : [];
  const tables = [...routes, own].map((each) => each?.severities && lookup(each.severities, destination));
  const word = [...tables, settings.severities].find((table) => table?.[level])?.[level];
  return {
    severity: word ?? destinationOf(settings.kind).severities[level],
    template: routes.find(({ template }) => template)?.template ?? settings.template,
  };
}
