import type { Receiver } from "../../program/model/receivers.ts";
import { wordOf } from "../../program/model/routes.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { LEVELS } from "../../receiver/level.ts";
import { code, listText } from "../wording/words.ts";
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
    const [old, now] = [before, after].map((config) => wordOf(config, source, destination, level) ?? "");
    return old === now
      ? []
      : [`at ${code(destination)}, ${level} is ${code(now ?? "")} instead of ${code(old ?? "")}`];
  });
}
