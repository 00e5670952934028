import type { RelayConfig, SourceConfig } from "../../receiver/config/config.ts";
import { canonicalJson } from "../canonical.ts";
import type { Problem } from "./schema.ts";

/** Most bytes of one binding. Cloudflare takes 5 KB. */
export const LONGEST_PART = 5000;

/** One thing that has to stay in one binding: a destination, a source without its routes, or one route. */
interface Piece {
  path: string;
  addTo: (part: RelayConfig) => void;
}

function piecesOf(config: RelayConfig): Piece[] {
  const destinations = Object.entries(config.destinations).map(([name, settings]) => ({
    path: `destinations.${name}`,
    addTo: (part: RelayConfig) => {
      part.destinations[name] = settings;
    },
  }));
  const sources = Object.entries(config.sources).flatMap(([name, { routes, ...settings }]) => [
    {
      path: `sources.${name}`,
      addTo: (part: RelayConfig) => {
        part.sources[name] = routes ? { ...settings, routes: [] } : settings;
      },
    },
    ...(routes ?? []).map((route, index) => ({
      path: `sources.${name}.routes.${index}`,
      addTo: (part: RelayConfig) => {
        // In a later part, a source is nothing but the routes that it goes on with.
        const begun = part.sources[name] ?? ({} as SourceConfig);
        part.sources[name] = { ...begun, routes: [...(begun.routes ?? []), route] };
      },
    })),
  ]);
  return [...destinations, ...sources];
}

function bytesOf(part: RelayConfig): number {
  return Buffer.byteLength(canonicalJson(part));
}

/** The configuration in as many parts as it takes for each to fit in a binding. `mergeConfig` puts it together. */
export function splitConfig(config: RelayConfig): RelayConfig[] {
  const { operatorGeneration, pings } = config;
  const parts: RelayConfig[] = [
    {
      destinations: {},
      sources: {},
      ...(operatorGeneration !== undefined && { operatorGeneration }),
      ...(pings && { pings }),
    },
  ];
  for (const { addTo } of piecesOf(config)) {
    const longer = structuredClone(parts.at(-1)) as RelayConfig;
    addTo(longer);
    if (bytesOf(longer) <= LONGEST_PART) {
      parts[parts.length - 1] = longer;
      continue;
    }
    const next: RelayConfig = { destinations: {}, sources: {} };
    addTo(next);
    parts.push(next);
  }
  return parts;
}

/** What can't be split, and is longer than a binding may be. */
export function tooLong(config: RelayConfig): Problem[] {
  return piecesOf(config).flatMap(({ path, addTo }) => {
    const alone: RelayConfig = { destinations: {}, sources: {} };
    addTo(alone);
    const bytes = bytesOf(alone);
    return bytes <= LONGEST_PART
      ? []
      : [{ path, message: `is ${bytes} bytes long as JSON, and at most ${LONGEST_PART} fit in a binding` }];
  });
}
