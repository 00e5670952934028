import { readCallback } from "../../program/model/callback.ts";
import type { Channel, Contact, ContactGroup } from "../../program/model/contacts.ts";
import type { ProgramEntry } from "../../program/model/entry.ts";
import type { EventRule } from "../../program/model/event-rules.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import type { Program } from "../../program/model/program.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { code, codes, count, listText } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";

/** Channels of a contact, with what a change of it means. Addresses and numbers are never shown. */
const CHANNELS: { input: Channel; name: string; activation: boolean }[] = [
  { input: "channelsMail", name: "mail address", activation: true },
  { input: "channelsSms", name: "phone number", activation: true },
  { input: "channelsDingWebHook", name: "webhook", activation: false },
  { input: "channelsAliim", name: "AliIM account", activation: false },
];

export const CONTACT_ASPECTS: Aspect<Contact>[] = [
  ...CHANNELS.map((channel) => ({
    covers: inputs(channel.input),
    say: (before: Contact, after: Contact, sides: Sides) => sayChannel(channel, before, after, sides),
  })),
  {
    covers: inputs("lang"),
    say: ({ resource: before }, { resource: after }) =>
      before.inputs.lang === after.inputs.lang
        ? []
        : [note(`{it} is notified in ${after.inputs.lang === "zh-cn" ? "Chinese" : "English"}`)],
  },
  {
    covers: inputs("alarmContactName", "describe"),
    say: (before, after) => sayNames(before, after, before.contactName, after.contactName),
  },
];

/** A description is the name, unless somebody wrote another. */
function sayNames(
  { resource: before }: ProgramEntry,
  { resource: after }: ProgramEntry,
  from: string,
  to: string,
): Sentence[] {
  const described = before.inputs.describe !== after.inputs.describe && after.inputs.describe !== to;
  return [
    ...(from === to ? [] : [note(`{it} is called ${code(to)} in CloudMonitor, no longer ${code(from)}`)]),
    ...(described ? [note("{it} is described otherwise")] : []),
  ];
}

function sayChannel(
  { input, name, activation }: (typeof CHANNELS)[number],
  before: Contact,
  after: Contact,
  sides: Sides,
): Sentence[] {
  const [old, now] = [before.resource.inputs[input], after.resource.inputs[input]];
  if (old === now) return [];
  if (!now) return [risk(`{it} has no ${name} any more`)];
  const [from, to] = [readCallback(old), readCallback(now)];
  if (to && receiverOf(sides.after.receivers, to)) {
    // A new token or host name is told with the receiver.
    return from?.source === to.source
      ? []
      : [note(`{it} calls back the source ${code(to.source ?? "")} of the receiver`)];
  }
  const wait = activation ? ", which counts only after its owner followed the activation link" : "";
  return [note(`{it} gets ${old ? "another" : "a"} ${name}${wait}`)];
}

export function describeContact({ channels }: Contact): string {
  const names = CHANNELS.filter(({ input }) => channels.includes(input)).map(({ name }) => name);
  return `reached by ${listText(names) || "nothing"}`;
}

export const CONTACT_GROUP_ASPECTS: Aspect<ContactGroup>[] = [
  { covers: inputs("contacts"), say: sayContacts },
  {
    covers: inputs("alarmContactGroupName", "describe"),
    say: (before, after) => sayNames(before, after, before.groupName, after.groupName),
  },
];

function sayContacts(before: ContactGroup, after: ContactGroup, sides: Sides): Sentence[] {
  const { gone, come } = listChange(before.contacts, after.contacts);
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

export function describeContactGroup(group: ContactGroup, program: Program): string {
  return `reaches ${codes(group.contacts) || "nobody"}, paged by ${count(rulesOf(program, group).length, "rule")}`;
}

/** The rules that name a contact group. */
export function rulesOf(program: Program, { groupName }: ContactGroup): (MetricRule | EventRule)[] {
  return [...program.metricRules, ...program.eventRules].filter(({ contactGroups }) =>
    contactGroups.includes(groupName),
  );
}
