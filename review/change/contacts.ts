import type { Resource } from "../../program/evaluator/plan.ts";
import { readCallback } from "../meaning/callback.ts";
import { groupsOf, type Program } from "../meaning/program.ts";
import { receiverOf } from "../meaning/receiver.ts";
import { readRule } from "../meaning/rule.ts";
import { code, codes, count, listText } from "../meaning/words.ts";
import { type Facet, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";

/** Channels of a contact, with what a change of it means. Addresses and numbers are never shown. */
const CHANNELS: { input: string; name: string; activation: boolean }[] = [
  { input: "channelsMail", name: "mail address", activation: true },
  { input: "channelsSms", name: "phone number", activation: true },
  { input: "channelsDingWebHook", name: "webhook", activation: false },
  { input: "channelsAliim", name: "AliIM account", activation: false },
];

export function contactFacets(): Facet<Resource>[] {
  return [
    ...CHANNELS.map((channel) => ({
      covers: inputs(channel.input),
      say: (before: Resource, after: Resource, sides: Sides) => sayChannel(channel, before, after, sides),
    })),
    {
      covers: inputs("lang"),
      say: (before, after) =>
        before.inputs.lang === after.inputs.lang
          ? []
          : [note(`{it} is notified in ${after.inputs.lang === "zh-cn" ? "Chinese" : "English"}`)],
    },
  ];
}

function sayChannel(
  { input, name, activation }: (typeof CHANNELS)[number],
  before: Resource,
  after: Resource,
  sides: Sides,
): Sentence[] {
  const [old, now] = [before.inputs[input], after.inputs[input]];
  if (old === now) return [];
  if (!now) return [risk(`{it} has no ${name} any more`)];
  const [from, to] = [readCallback(old), readCallback(now)];
  if (to?.source !== undefined && receiverOf(sides.after.receivers, to)) {
    // A new token or host name is told with the receiver.
    return from?.source === to.source
      ? []
      : [note(`{it} calls back the source ${code(to.source)} of the receiver`)];
  }
  const wait = activation ? ", which counts only after its owner followed the activation link" : "";
  return [note(`{it} gets ${old ? "another" : "a"} ${name}${wait}`)];
}

export function describeContact({ inputs: given }: Resource): string {
  const channels = CHANNELS.filter(({ input }) => given[input]).map(({ name }) => name);
  return `reached by ${listText(channels) || "nothing"}`;
}

export function groupFacets(): Facet<Resource>[] {
  return [{ covers: inputs("contacts"), say: sayContacts }];
}

function sayContacts(before: Resource, after: Resource, sides: Sides): Sentence[] {
  const list = ({ inputs: given }: Resource) => (given.contacts ?? []) as string[];
  const { gone, come } = listChange(list(before), list(after));
  const rules = count(rulesOf(sides.after, after).length, "rule");
  return [
    ...(gone.length > 0
      ? [risk(`${codes(gone)} ${gone.length === 1 ? "is" : "are"} no longer in {it}, paged by ${rules}`)]
      : []),
    ...(come.length > 0
      ? [note(`${codes(come)} ${come.length === 1 ? "is" : "are"} now in {it}, paged by ${rules}`)]
      : []),
  ];
}

export function describeGroup(resource: Resource, program: Program): string {
  const contacts = (resource.inputs.contacts ?? []) as string[];
  return `reaches ${codes(contacts) || "nobody"}, paged by ${count(rulesOf(program, resource).length, "rule")}`;
}

function rulesOf(program: Program, group: Resource): Resource[] {
  const name = String(group.inputs.alarmContactGroupName);
  return program.plan.resources.filter(
    (resource) =>
      (readRule(resource) || resource.inputs.contactParameters) && groupsOf(program, resource).includes(name),
  );
}
