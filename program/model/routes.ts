import type { RelayConfig, SourceConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import type { Level } from "../../receiver/level.ts";

/** Names of the destinations that a source can deliver to, by its routes or by default. */
export function reachedBy({ deliverTo, routes = [] }: SourceConfig): string[] {
  return [...new Set([...deliverTo, ...routes.flatMap((route) => route.deliverTo)])];
}

/** The word for a level at a destination, of what no route has a table of its own for. */
export function wordOf(
  { destinations, sources }: RelayConfig,
  source: string,
  destination: string,
  level: Level,
): string | undefined {
  const settings = destinations[destination];
  if (!settings) return undefined;
  return (
    sources[source]?.severities[destination]?.[level] ??
    settings.severities[level] ??
    destinationOf(settings.kind).severities[level]
  );
}
