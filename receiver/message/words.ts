import type { Alert } from "../alert.ts";
import type { RelayConfig, Template } from "../config/config.ts";
import { numbersOfRoute, OWN_NUMBERS } from "../config/numbers.ts";
import { destinationOf } from "../destinations/registry.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { routesOf } from "../routing.ts";
import type { Called } from "./mention.ts";

/**
 * The word for a level at a destination, the texts in place of the usual ones, and whom it mentions: those of
 * the route that took the alert there, then the source's, then the destination's, then the default. Of several
 * routes that took it there the first one's words and texts count, and everybody whom one of them mentions.
 */
export function wordsFor(
  config: RelayConfig,
  source: string,
  destination: string,
  level: Level,
  alert: Alert,
): { severity: string; template: Template | undefined; called: Called[] } {
  const settings = lookup(config.destinations, destination);
  if (!settings) throw new Error(`no destination "${destination}"`);
  const own = lookup(config.sources, source);
  const routes = own
    ? routesOf(own, alert, level).filter(({ deliverTo }) => deliverTo.includes(destination))
    : [];
  const tables = [...routes, own].map((each) => each?.severities && lookup(each.severities, destination));
  const word = [...tables, settings.severities].find((table) => table?.[level])?.[level];
  const called = routes.flatMap(({ name, mention = {} }) => {
    const own = lookup(mention, destination);
    return own ? [{ mention: own, numbers: numbersOfRoute(source, name) }] : [];
  });
  if (called.length === 0 && settings.mention)
    called.push({ mention: settings.mention, numbers: OWN_NUMBERS });
  return {
    severity: word ?? destinationOf(settings.kind).severities[level],
    template: routes.find(({ template }) => template)?.template ?? settings.template,
    called,
  };
}
