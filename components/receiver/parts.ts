import { LISTS, type RelayConfig, type SourceConfig } from "../../receiver/config/config.ts";
import { canonicalJson } from "../canonical.ts";
import type { Problem } from "./schema.ts";

/** Most bytes of one binding. Cloudflare takes 5 KB. */
export const LONGEST_PART = 5000;

/** One thing that has to stay in one binding: a destination, a source without its lists, or one entry of a list. */
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
  const sources = Object.entries(config.sources).flatMap(([name, settings]) => {
    const lists = LISTS.filter((list) => settings[list]);
    const begun = { ...settings, ...Object.fromEntries(lists.map((list) => [list, []])) };
    return [
      {
        path: `sources.${name}`,
        addTo: (part: RelayConfig) => {
          part.sources[name] = begun;
        },
      },
      ...lists.flatMap((list) =>
        (settings[list] ?? []).map((entry, index) => ({
          path: `sources.${name}.${list}.${index}`,
          addTo: (part: RelayConfig) => {
            // In a later part, a source is nothing but the lists that it goes on with.
            const before = part.sources[name] ?? ({} as SourceConfig);
            part.sources[name] = { ...before, [list]: [...(before[list] ?? []), entry] };
          },
        })),
      ),
    ];
  });
  return [...destinations, ...sources];
}

function bytesOf(part: RelayConfig): number {
  return Buffer.byteLength(canonicalJson(part));
}

/** The configuration in as many parts as it takes for each to fit in a binding. `mergeConfig` puts it together. */
export function splitConfig(config: RelayConfig): RelayConfig[] {
  const { operatorGeneration, pings, address, console } = config;
  const parts: RelayConfig[] = [
    {
      destinations: {},
      sources: {},
      ...(operatorGeneration !== undefined && { operatorGeneration }),
      ...(pings && { pings }),
      ...(address !== undefined && { address }),
      ...(console && { console }),
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
