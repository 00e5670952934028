import * as pulumi from "@pulumi/pulumi";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { ConsoleSite } from "../enums.ts";
import { siteOf } from "../region.ts";
import type { SourceArgs } from "./args.ts";
import { mapValues } from "./severities.ts";

/** Where links to the console lead from sources that don't say it themselves. */
export interface Console {
  /** The site as far as it is known at once; the longer one where a provider of its own will say. */
  atOnce: ConsoleSite | undefined;
  /** Puts what the provider says into a part of the configuration. */
  in: (part: RelayConfig) => pulumi.Input<RelayConfig>;
}

export function consoleOf(component: pulumi.ComponentResource, sources: Record<string, SourceArgs>): Console {
  const site = siteOf(component);
  if (!pulumi.Output.isInstance(site)) return { atOnce: site, in: (part) => part };
  // Parts are as long as they may be at most, whatever it says.
  const atOnce = ConsoleSite.International;
  return { atOnce, in: (part) => site.apply((console) => withConsole(part, sources, console)) };
}

function withConsole(
  part: RelayConfig,
  sources: Record<string, SourceArgs>,
  site: ConsoleSite | undefined,
): RelayConfig {
  const given = mapValues(part.sources, ({ console, ...settings }, name) => {
    // Where a part only goes on with the routes of a source, it says nothing else of it.
    const own = console && (sources[name]?.console ?? site);
    return { ...settings, ...(own && { console: own }) };
  });
  return { ...part, sources: given };
}
