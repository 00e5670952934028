import { isDeepStrictEqual } from "node:util";
import type { Receiver } from "../../program/model/receivers.ts";
import { reachedBy, wordOf } from "../../program/model/routes.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { LEVELS } from "../../receiver/level.ts";
import { code, listText } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

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
  const unreached = Object.entries(now.config.destinations).flatMap(([name, { severities }]) => {
    const before = old.config.destinations[name];
    const reached = Object.values(now.config.sources).some((source) => reachedBy(source).includes(name));
    if (reached || !before || isDeepStrictEqual(before.severities, severities)) return [];
    return [note(`the words of severity at ${code(name)} change, which no source delivers to`)];
  });
  const told = [...sources].map(([text, names]) => {
    const whole = names.length === all ? text : `${text}, for the source ${listText(names.map(code))}`;
    return text.endsWith(ASLEEP) ? risk(whole) : note(whole);
  });
  return [...told, ...unreached];
}

/** Ends what is said of a word that wakes nobody, in place of one that did. */
const ASLEEP = "and wakes nobody any more";

function changes(before: RelayConfig, after: RelayConfig, source: string, destination: string): string[] {
  const kind = after.destinations[destination]?.kind;
  if (kind === undefined || before.destinations[destination]?.kind !== kind) return [];
  const { wakes } = destinationOf(kind).setup;
  return LEVELS.flatMap((level) => {
    const [old, now] = [before, after].map((config) => wordOf(config, source, destination, level) ?? "");
    if (old === now || old === undefined || now === undefined) return [];
    const text = `at ${code(destination)}, ${level} is ${code(now)} instead of ${code(old)}`;
    return [wakes.includes(old) && !wakes.includes(now) ? `${text}, ${ASLEEP}` : text];
  });
}
