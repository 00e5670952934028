import { type DestinationKind, destinationOf } from "../destinations/registry.ts";
import type { Language } from "../language.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import type { Template } from "../template.ts";

/**
 * The receiver's configuration: everything but secrets, as one readable JSON binding, so that a
 * review of the program shows what changes in routing.
 */
export interface RelayConfig {
  destinations: Record<string, DestinationConfig>;
  sources: Record<string, SourceConfig>;
}

export interface DestinationConfig {
  kind: DestinationKind;
  /** Words that differ from the destination's default table, by level. */
  severities: { [level in Level]?: string };
  /** Replaces the title or the text of every message. */
  template?: Template | undefined;
}

export interface SourceConfig {
  /** Raising it makes a new callback token; the one before stays valid. From 1. */
  generation: number;
  /** Names of destinations, each told of every incident. */
  deliverTo: string[];
  language: Language;
  /** IANA name of the zone that times are told in. Default: UTC. */
  timeZone?: string | undefined;
  /** What people call the account. */
  accountName?: string | undefined;
  /** The site that links to the console lead to. Default: by the language. */
  console?: "aliyun.com" | "alibabacloud.com" | undefined;
  /** Words that differ from the destination's, by destination and level. */
  severities: Record<string, { [level in Level]?: string }>;
}

/** The word for a level at a destination: the source's own table, then the destination's, then the default. */
export function severityWord(config: RelayConfig, source: string, destination: string, level: Level): string {
  const settings = lookup(config.destinations, destination);
  if (!settings) throw new Error(`no destination "${destination}"`);
  return (
    lookup(lookup(config.sources, source)?.severities ?? {}, destination)?.[level] ??
    settings.severities[level] ??
    destinationOf(settings.kind).severities[level]
  );
}
