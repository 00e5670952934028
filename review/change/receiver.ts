import { isDeepStrictEqual } from "node:util";
import type { Address, Receiver } from "../../program/model/receivers.ts";
import { BINDING, destinationBinding } from "../../receiver/config/bindings.ts";
import type { DestinationConfig } from "../../receiver/config/config.ts";
import { heirOf } from "../../receiver/config/heirs.ts";
import { OWN_NUMBERS } from "../../receiver/config/numbers.ts";
import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import { code, codes, count } from "../wording/words.ts";
import {
  type Aspect,
  inputs,
  listChange,
  note,
  risk,
  type Sentence,
  type Sides,
  type Told,
} from "./aspect.ts";
import { callersOf } from "./callback.ts";
import { mentionText } from "./mention.ts";
import { tellPings } from "./pings.ts";
import { saySeverities } from "./severities.ts";
import { tellSources } from "./source.ts";

/** What a change of a receiver's Worker means, part by part. */
export function tellReceiver(old: Receiver, now: Receiver, sides: Sides): Told[] {
  return [
    { covers: inputs(`bindings.${BINDING.secret}`), sentences: saySecret(old, now, sides) },
    ...tellSources(old, now, sides).map(({ path, sentences }) => ({
      covers: within("sources", path),
      sentences,
    })),
    ...tellDestinations(old, now),
    {
      covers: either(inputs(`bindings.${BINDING.config}.json.address`), inputs("compatibilityFlags")),
      sentences: sayOwnAddress(old.config.address, now.config.address),
    },
    ...tellPings(old, now).map(({ name, binding, sentences }) => {
      const [secret, own] = [inputs(`bindings.${binding}`), within("pings", name)];
      return { covers: (path: string) => secret(path) || own(path), sentences };
    }),
    { covers: within("(sources|destinations)", "[^.]+\\.severities"), sentences: saySeverities(old, now) },
    {
      covers: inputs(`bindings.${BINDING.config}.json.operatorGeneration`),
      sentences: sayOperator(old.config.operatorGeneration ?? 1, now.config.operatorGeneration ?? 1),
    },
    {
      covers: (path) => path === CONSOLE || path.startsWith(`${CONSOLE}.`),
      sentences: sayConsole(old.config.console, now.config.console),
    },
    {
      covers: inputs("content", "contentSha256", "contentFile"),
      sentences:
        old.code === now.code ? [] : [note("{it} runs other code: what the receiver does may change")],
    },
  ];
}

export function describeReceiver({ config }: Receiver): string {
  const sources = Object.keys(config.sources);
  return `${count(sources.length, "source")} (${codes(sources)}), delivering to ${codes(Object.keys(config.destinations))}`;
}

/** Paths within the configuration, in whichever of its bindings. */
function within(section: string, path: string): (path: string) => boolean {
  const pattern = new RegExp(`^bindings\\.${BINDING.config}\\w*\\.json\\.${section}\\.${path}(\\.|$)`);
  return (each) => pattern.test(each);
}

/** Where the configuration says that there are pages for people. */
const CONSOLE = `bindings.${BINDING.config}.json.console`;

function sayConsole(before: object | undefined, after: object | undefined): Sentence[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (before && after) return [note("the pages of the console of {it} are in another language")];
  return [
    after
      ? note("{it} has a web console at `/console`, for whoever has the operator token or the status token")
      : note("{it} no longer has a web console"),
  ];
}

function saySecret(old: Receiver, now: Receiver, sides: Sides): Sentence[] {
  if (old.secrets[BINDING.secret] === now.secrets[BINDING.secret]) return [];
  const urls = callersOf(sides, Object.keys(now.config.sources));
  return [
    risk(
      `the callback secret of {it} changes, and every token with it at once: CloudMonitor is refused until it has the new URLs (${urls})`,
    ),
  ];
}

const either =
  (...covers: ((path: string) => boolean)[]) =>
  (path: string) =>
    covers.some((each) => each(path));

/** The flag that lets a Worker reach its own address comes and goes with the address. */
function sayOwnAddress(before: string | undefined, after: string | undefined): Sentence[] {
  if (before === after) return [];
  return [
    after === undefined
      ? note("{it} no longer calls its own address")
      : note(`{it} calls its own address ${code(after)} for fire drills`),
  ];
}

function sayOperator(before: number, after: number): Sentence[] {
  if (before === after) return [];
  const text = `the operator token of {it} is rotated (${before} → ${after})`;
  return after === before + 1
    ? [note(`${text}; the one before stays valid meanwhile`)]
    : [risk(`${text}; the one before is refused at once, because only one generation back is valid`)];
}

function tellDestinations(old: Receiver, now: Receiver): Told[] {
  const [before, after] = [old.config.destinations, now.config.destinations];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((name) => {
    const binding = destinationBinding(name);
    const [was, is] = [before[name], after[name]];
    const secret = inputs(`bindings.${binding}`);
    // Words of severity are told together, since a source's own decide over them.
    const own = within(
      "destinations",
      was && is ? `${name}\\.(kind|template|mention|formerly|retired|drill)` : name,
    );
    const sentences: Sentence[] = [];
    if (!was && is) sentences.push(note(`{it} has a new destination ${code(name)} (${is.kind})`));
    else if (was && !is) sentences.push(sayRemoved(name, was, now));
    if (is) sentences.push(...sayGoing(name, was, is, old));
    if (was && is && was.kind !== is.kind)
      sentences.push(note(`the destination ${code(name)} of {it} is ${is.kind} instead of ${was.kind}`));
    if (was && is && !isDeepStrictEqual(was.template, is.template))
      sentences.push(note(`the destination ${code(name)} of {it} has another text for people`));
    if (is && was?.drill !== is.drill && (was || is.drill))
      sentences.push(
        note(
          `the destination ${code(name)} of {it} is ${is.drill ? "told" : "no longer told"} of fire drills`,
        ),
      );
    if (was && is) sentences.push(...sayMention(name, old, now));
    if (was && is)
      sentences.push(
        ...sayAccess(name, is.kind, old.secrets[binding], now.secrets[binding], was.kind !== is.kind),
      );
    return { covers: (path: string) => secret(path) || own(path), sentences };
  });
}

function sayMention(name: string, old: Receiver, now: Receiver): Sentence[] {
  const [before, after] = [old, now].map(
    (each) => mentionText(each, name, each.config.destinations[name]?.mention, OWN_NUMBERS) ?? "nobody",
  );
  return before === after
    ? []
    : [note(`the destination ${code(name)} of {it} mentions ${after} instead of ${before}`)];
}

/** What becomes of the incidents that are open there. */
function sayRemoved(name: string, { kind, retired }: DestinationConfig, now: Receiver): Sentence {
  const text = `{it} no longer has the destination ${code(name)} (${kind})`;
  const heir = heirOf(now.config, name);
  if (heir) return note(`${text}, which is called ${code(heir)} now`);
  const waits = "what waits for it is told by the other destinations of its sources";
  const untold = "recoveries of incidents that are open there are not told";
  return retired
    ? risk(`${text}, which was retired: ${untold}`)
    : risk(
        `${text}: ${waits}, but ${untold}. Keep it with \`retired: true\` until they are over, or give the one that takes its place \`formerly: ["${name}"]\``,
      );
}

function sayGoing(
  name: string,
  was: DestinationConfig | undefined,
  is: DestinationConfig,
  old: Receiver,
): Sentence[] {
  const { come, gone } = listChange(was?.formerly ?? [], is.formerly ?? []);
  const present = come.filter((each) => old.config.destinations[each]);
  const sentences: Sentence[] = [];
  if (present.length > 0)
    sentences.push(
      note(
        `the destination ${code(name)} of {it} takes over what waits for ${codes(present)}, and the incidents that are open there`,
      ),
    );
  if (gone.length > 0)
    sentences.push(
      risk(
        `the destination ${code(name)} of {it} no longer says that it was called ${codes(gone)}: recoveries of incidents that were opened under that name are not told`,
      ),
    );
  if (is.retired && !was?.retired)
    sentences.push(
      risk(
        `the destination ${code(name)} of {it} is retired: it gets no pages, and is told the recoveries of what it knows`,
      ),
    );
  if (was?.retired && !is.retired)
    sentences.push(
      note(`the destination ${code(name)} of {it} is not retired any more: it gets pages again`),
    );
  return sentences;
}

function sayAccess(
  name: string,
  kind: DestinationKind,
  before: string | undefined,
  after: string | undefined,
  otherKind: boolean,
): Sentence[] {
  if (before === after) return [];
  const [old, now] = [readAccess(before), readAccess(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => !isDeepStrictEqual(old[key], now[key]),
  );
  // Another kind of destination has another address of its own.
  if (otherKind && changed.every((key) => key === "url")) return [];
  const words = changed.map((key) =>
    key === "credential"
      ? (destinationOf(kind).setup.credential?.name ?? key)
      : key === "numbers"
        ? "list of numbers"
        : key,
  );
  return [
    note(`the destination ${code(name)} of {it} gets another ${words.sort().join(" and ") || "secret"}`),
  ];
}

function readAccess(text: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(text ?? "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const ADDRESS_ASPECTS: Aspect<Address>[] = [
  {
    covers: inputs("hostname"),
    say: (before, after, sides) => {
      if (before.hostname === after.hostname) return [];
      const receiver = sides.after.receivers.find(({ scriptName }) => scriptName === after.scriptName);
      const urls = callersOf(sides, Object.keys(receiver?.config.sources ?? {}));
      return [
        risk(
          `{it} answers at ${code(after.hostname)} instead of ${code(before.hostname)}: the callback URLs (${urls}) change with it, and those that were set by hand have to be changed by hand`,
        ),
      ];
    },
  },
];
