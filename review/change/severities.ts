import type { RelayConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { LEVELS, type Level } from "../../receiver/level.ts";
import type { Receiver } from "../meaning/receiver.ts";
import { code, listText } from "../meaning/words.ts";
import { note, type Sentence } from "./aspect.ts";

/** What changes about the word that a destination gets for a level, for the sources on both sides. */
export function saySeverities(old: Receiver, now: Receiver): Sentence[] {
  const sources = new Map<string, string[]>();
  for (const [source, { deliverTo }] of Object.entries(now.config.sources)) {
    const before = old.config.sources[source];
    if (!before) continue;
    for (const destination of deliverTo.filter((each) => before.deliverTo.includes(each))) {
      for (const text of changes(old.config, now.config, source, destination))
        sources.set(text, [...(sources.get(text) ?? []), source]);
    }
  }
  const all = Object.keys(now.config.sources).length;
  return [...sources].map(([text, names]) =>
    note(names.length === all ? text : `${text}, for the source ${listText(names.map(code))}`),
  );
}

function changes(before: RelayConfig, after: RelayConfig, source: string, destination: string): string[] {
  if (before.destinations[destination]?.kind !== after.destinations[destination]?.kind) return [];
  return LEVELS.flatMap((level) => {
    const [old, now] = [
      wordOf(before, source, destination, level),
      wordOf(after, source, destination, level),
    ];
    return old === now ? [] : [`at ${code(destination)}, ${level} is ${code(now)} instead of ${code(old)}`];
  });
}

/** The word for what no route takes there: the source's own, then the destination's, then the default. */
function wordOf(config: RelayConfig, source: string, destination: string, level: Level): string {
  const settings = config.destinations[destination];
  const own = config.sources[source]?.severities[destination]?.[level] ?? settings?.severities[level];
  return own ?? (settings ? destinationOf(settings.kind).severities[level] : "");
}
