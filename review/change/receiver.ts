import type { Resource } from "../../program/evaluator/plan.ts";
import { BINDING, destinationBinding } from "../../receiver/config/bindings.ts";
import type { DestinationKind } from "../../receiver/destinations/registry.ts";
import { SETUPS } from "../../receiver/destinations/setups.ts";
import { readCallback } from "../meaning/callback.ts";
import type { Receiver } from "../meaning/receiver.ts";
import { code, codes, count } from "../meaning/words.ts";
import { type Facet, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { saySeverities } from "./severities.ts";
import { sourceFacets } from "./source.ts";

/** What a change of a receiver's Worker means, part by part. */
export function receiverFacets(before: Resource, after: Resource, sides: Sides): Facet<Resource>[] {
  const old = sides.before.receivers.find(({ script }) => script.urn === before.urn);
  const now = sides.after.receivers.find(({ script }) => script.urn === after.urn);
  if (!old || !now) return [];
  return [
    facet(inputs(`bindings.${BINDING.secret}`), saySecret(old, now, sides)),
    ...sourceFacets(old, now, sides).map(({ path, sentences }) => facet(within("sources", path), sentences)),
    ...destinationFacets(old, now),
    { covers: within("(sources|destinations)", "[^.]+\\.severities"), say: () => saySeverities(old, now) },
    facet(
      inputs("content", "contentSha256", "contentFile"),
      old.code === now.code ? [] : [note("{it} runs other code: what the receiver does may change")],
    ),
  ];
}

export function describeReceiver({ config }: Receiver): string {
  const sources = Object.keys(config.sources);
  return `${count(sources.length, "source")} (${codes(sources)}), delivering to ${codes(Object.keys(config.destinations))}`;
}

function facet(covers: (path: string) => boolean, sentences: Sentence[]): Facet<Resource> {
  return { covers, say: () => sentences };
}

/** Paths within the configuration, in whichever of its bindings. */
function within(section: string, path: string): (path: string) => boolean {
  const pattern = new RegExp(`^bindings\\.${BINDING.config}\\w*\\.json\\.${section}\\.${path}(\\.|$)`);
  return (each) => pattern.test(each);
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

function destinationFacets(old: Receiver, now: Receiver): Facet<Resource>[] {
  const [before, after] = [old.config.destinations, now.config.destinations];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((name) => {
    const binding = destinationBinding(name);
    const [was, is] = [before[name], after[name]];
    const secret = inputs(`bindings.${binding}`);
    // Words of severity are told together, since a source's own decide over them.
    const own = within("destinations", was && is ? `${name}\\.kind` : name);
    const sentences: Sentence[] = [];
    if (!was && is) sentences.push(note(`{it} has a new destination ${code(name)} (${is.kind})`));
    else if (was && !is)
      sentences.push(risk(`{it} no longer has the destination ${code(name)} (${was.kind})`));
    else if (was && is && was.kind !== is.kind)
      sentences.push(note(`the destination ${code(name)} of {it} is ${is.kind} instead of ${was.kind}`));
    if (was && is)
      sentences.push(
        ...sayAccess(name, is.kind, old.secrets[binding], now.secrets[binding], was.kind !== is.kind),
      );
    return facet((path) => secret(path) || own(path), sentences);
  });
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
    (key) => old[key] !== now[key],
  );
  // Another kind of destination has another address of its own.
  if (otherKind && changed.every((key) => key === "url")) return [];
  const words = changed.map((key) => (key === "credential" ? (SETUPS[kind].credential?.name ?? key) : key));
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

/** How many resources of the new program call back these sources. */
export function callersOf(sides: Sides, sources: string[]): number {
  const urls = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(urls) : [];
  };
  return sides.after.plan.resources.filter(({ custom, type, inputs: given }) => {
    if (!custom || type.startsWith("cloudflare:")) return false;
    return urls(given).some((url) => {
      const source = readCallback(url)?.source;
      return source !== undefined && sources.includes(source);
    });
  }).length;
}

export function domainFacets(): Facet<Resource>[] {
  return [
    {
      covers: inputs("hostname"),
      say: (before, after, sides) => {
        const { gone } = listChange([before.inputs.hostname], [after.inputs.hostname]);
        if (gone.length === 0) return [];
        const receiver = sides.after.receivers.find(
          ({ script }) => script.inputs.scriptName === after.inputs.service,
        );
        const urls = callersOf(sides, Object.keys(receiver?.config.sources ?? {}));
        return [
          risk(
            `{it} answers at ${code(String(after.inputs.hostname))} instead of ${code(String(before.inputs.hostname))}: the callback URLs (${urls}) change with it, and those that were set by hand have to be changed by hand`,
          ),
        ];
      },
    },
  ];
}
