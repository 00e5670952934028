import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../../program/evaluator/plan.ts";
import { CHANNELS, type Contact } from "../../program/model/contacts.ts";
import type { AnyEntry, EntryKind, Program } from "../../program/model/program.ts";
import { code, codes, listText } from "../wording/words.ts";
import { note, risk, type Sentence, type Sides } from "./aspect.ts";
import { titleOf } from "./heading.ts";

type Entry<K extends EntryKind> = Extract<AnyEntry, { kind: K }>;

/** A kind of thing that is known again under another name, by what it says. */
interface Renaming<E> {
  /** What it says of whom; two that say the same are one thing. */
  said: (entry: E) => unknown;
  /** What is the same, for people. */
  same: string;
  /** What keeps what people would lose, and whether they lose it at once. */
  keeps: (before: E, program: Program) => { text: string; risk: boolean };
}

/** Where callbacks go, whatever rule they are of. */
const placesOf = (callbacks: readonly ({ host: string; source: string | undefined } | undefined)[]) =>
  callbacks.map((callback) => callback && [callback.host, callback.source]);

const keyKept = (key: string | undefined) => ({
  text: key === undefined ? "" : `${code(`key: "${key}"`)} keeps its incidents, `,
  risk: false,
});

/** `latency` of `latency.critical`: what the component was told, of which it made several rules. */
const componentKey = (key: string | undefined) => key?.replace(/\.(critical|error|warning|info)$/, "");

const RENAMINGS: { [K in EntryKind]?: Renaming<Entry<K>> } = {
  "metric-rule": {
    said: ({
      namespace,
      metricName,
      contactGroups,
      resources,
      group,
      composite,
      promql,
      levels,
      callback,
    }) => ({
      ...{ namespace, metricName, contactGroups, resources, group, composite, promql },
      levels: levels.map(({ metric: _, ...level }) => level),
      callback: placesOf([callback]),
    }),
    same: "conditions, groups and callback",
    keeps: ({ key }) => keyKept(key),
  },
  "event-rule": {
    said: ({ product, names, types, levels, contactGroups, callbacks, resource }) => ({
      ...{ product, names, types, levels, contactGroups, pattern: resource.inputs.eventPattern },
      callbacks: placesOf(callbacks),
    }),
    same: "events, groups and callback",
    keeps: ({ key }) => keyKept(key),
  },
  "prometheus-rule": {
    said: ({ expr, severity, duration, notifies, resource }) => ({
      ...{ expr, severity, duration, notifies },
      where: [resource.inputs.workspace, resource.inputs.datasourceConfig],
    }),
    same: "query, severity and receivers",
    keeps: ({ key }) => keyKept(componentKey(key)),
  },
  contact: {
    said: ({ resource: { inputs } }) => CHANNELS.map((channel) => inputs[channel]),
    same: "channels",
    keeps: (contact) => ({
      text: `${confirmed(contact)}${code(`contactName: "${contact.contactName}"`)} keeps the one that is there, `,
      risk: toConfirm(contact).length > 0,
    }),
  },
  "contact-group": {
    said: ({ contacts }) => [...contacts].sort(),
    same: "contacts",
    keeps: ({ groupName }) => ({
      text: `${code(`groupName: "${groupName}"`)} keeps the one that is there and the rules that name it, `,
      risk: false,
    }),
  },
};

/** Channels that a person has to confirm for each new contact. */
function toConfirm({ channels }: Contact): string[] {
  return [
    ...(channels.includes("channelsMail") ? ["mail address"] : []),
    ...(channels.includes("channelsSms") ? ["phone number"] : []),
  ];
}

function confirmed(contact: Contact): string {
  const waiting = toConfirm(contact);
  return waiting.length === 0
    ? ""
    : `to CloudMonitor that is a new contact, whose ${listText(waiting)} ${waiting.length === 1 ? "counts" : "count"} only after its owner followed the activation link again; `;
}

function renamingOf(entry: AnyEntry | undefined): Renaming<AnyEntry> | undefined {
  return entry && (RENAMINGS[entry.kind] as Renaming<AnyEntry> | undefined);
}

/** Whether two resources say the same of the same, so that one of them is the other renamed. */
export function saysTheSame(before: Resource, after: Resource, sides: Sides): boolean {
  const [old, now] = [sides.before.entryOf.get(before.urn), sides.after.entryOf.get(after.urn)];
  const renaming = renamingOf(now);
  if (!old || !now || !renaming || old.kind !== now.kind) return false;
  return isDeepStrictEqual(renaming.said(old), renaming.said(now));
}

/** A thing under another name, with all that hangs on the name. `noun`: what it is, where it is no rule. */
export function sayRenamed(before: Resource, noun: string, sides: Sides): Sentence[] {
  const old = sides.before.entryOf.get(before.urn);
  const renaming = renamingOf(old);
  if (!old || !renaming) return [];
  const { text, risk: isRisk } = renaming.keeps(old, sides.before);
  const was = code(titleOf(sides.before, before));
  const said = `${noun} is ${was} renamed, with the same ${renaming.same}: Pulumi makes it anew, then the old one goes; ${text}\`aliases\` its resource`;
  return [isRisk ? risk(said) : note(said)];
}

/**
 * Contact groups that a rule names otherwise, because they are called otherwise: by their former name. Whoever is in
 * one is paged as before.
 */
function renamedGroups({ before, after }: Sides): Map<string, string> {
  const has = ({ contactGroups }: Program, name: string) =>
    contactGroups.some(({ groupName }) => groupName === name);
  const found = new Map<string, string>();
  for (const old of before.contactGroups) {
    if (has(after, old.groupName)) continue;
    const now = after.contactGroups.find(
      (each) =>
        !has(before, each.groupName) &&
        isDeepStrictEqual([...each.contacts].sort(), [...old.contacts].sort()),
    );
    if (now) found.set(old.groupName, now.groupName);
  }
  return found;
}

/** Whom a rule pages no longer, and whom besides; those that are only called otherwise are neither. `what`: for what. */
export function sayPaged(
  { gone, come }: { gone: readonly string[]; come: readonly string[] },
  what: string,
  sides: Sides,
): Sentence[] {
  const names = renamedGroups(sides);
  const same = gone.filter((each) => come.includes(names.get(each) ?? ""));
  const left = gone.filter((each) => !same.includes(each));
  const added = come.filter((each) => !same.some((old) => names.get(old) === each));
  const are = ({ length }: readonly string[]) => (length === 1 ? "is" : "are");
  return [
    ...(left.length > 0 ? [risk(`${codes(left)} ${are(left)} no longer paged for ${what} by {it}`)] : []),
    ...(added.length > 0 ? [note(`${codes(added)} ${are(added)} now paged for ${what} by {it}`)] : []),
    ...same.map((old) =>
      note(`${code(names.get(old) ?? "")}, which was called ${code(old)}, is paged for ${what} by {it}`),
    ),
  ];
}
