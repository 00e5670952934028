import { type CallbackTarget, readCallback } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { names, text } from "./values.ts";

export interface Contact extends ProgramEntry {
  readonly kind: "contact";
  readonly contactName: string;
  /** The inputs of the channels that it has. */
  readonly channels: readonly Channel[];
  readonly callback: CallbackTarget | undefined;
}

/** The inputs that hold the address of a channel. */
export const CHANNELS = ["channelsMail", "channelsSms", "channelsDingWebHook", "channelsAliim"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface ContactGroup extends ProgramEntry {
  readonly kind: "contact-group";
  readonly groupName: string;
  readonly contacts: readonly string[];
}

export function readContacts(resources: Resources): Contact[] {
  return resources.entries(TYPE.contact).map((entry): Contact => {
    const { inputs, name } = entry.resource;
    return {
      ...entry,
      kind: "contact",
      contactName: text(inputs.alarmContactName) ?? name,
      channels: CHANNELS.filter((channel) => inputs[channel]),
      callback: readCallback(inputs.channelsDingWebHook),
    };
  });
}

export function readContactGroups(resources: Resources): ContactGroup[] {
  return resources.entries(TYPE.contactGroup).map((entry): ContactGroup => {
    const { inputs, name } = entry.resource;
    const groupName = text(inputs.alarmContactGroupName) ?? name;
    return { ...entry, kind: "contact-group", groupName, contacts: names(inputs.contacts) };
  });
}
