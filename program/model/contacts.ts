import { type Callback, readCallback } from "./callback.ts";
import { type Declared, declared, list, type Resource, text } from "./resource.ts";

export interface Contact extends Declared {
  kind: "contact";
  contactName: string;
  /** Channels that it has. */
  channels: ("mail" | "phone" | "webhook")[];
  callback: Callback | undefined;
}

export interface ContactGroup extends Declared {
  kind: "group";
  groupName: string;
  contacts: string[];
}

export function readContacts(resources: readonly Resource[]): Contact[] {
  return declared(resources, "alicloud:cms/alarmContact:AlarmContact").map((of) => {
    const { channelsMail, channelsSms, channelsDingWebHook, channelsAliim, alarmContactName } =
      of.resource.inputs;
    const channels = [
      ...(channelsMail ? (["mail"] as const) : []),
      ...(channelsSms ? (["phone"] as const) : []),
      ...(channelsDingWebHook || channelsAliim ? (["webhook"] as const) : []),
    ];
    const contactName = text(alarmContactName) ?? of.resource.name;
    return { ...of, kind: "contact", contactName, channels, callback: readCallback(channelsDingWebHook) };
  });
}

export function readGroups(resources: readonly Resource[]): ContactGroup[] {
  return declared(resources, "alicloud:cms/alarmContactGroup:AlarmContactGroup").map((of) => ({
    ...of,
    kind: "group",
    groupName: text(of.resource.inputs.alarmContactGroupName) ?? of.resource.name,
    contacts: list(of.resource.inputs.contacts).map(String),
  }));
}
