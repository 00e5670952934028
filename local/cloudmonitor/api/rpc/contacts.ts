import { CHANNELS, type Channel, type ContactRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, illegal } from "../errors.ts";
import { page } from "../paging.ts";

const LANGUAGES = ["en", "zh-cn"] as const;
/** Channels that count only after somebody followed the link in the first message. */
const TO_ACTIVATE: readonly Channel[] = ["Mail", "SMS"];

const notExists = () => new ApiError(404, "ContactNotExists", "The contact does not exist.");

function putContact({ account, region, params, behaviour, now }: Context) {
  const name = params.required("ContactName");
  const describe = params.required("Describe");
  const given = params.below("Channels");
  const channels = Object.fromEntries(
    CHANNELS.flatMap((channel) => {
      const value = given?.text(channel);
      return value === undefined ? [] : [[channel, value] as const];
    }),
  );
  if (Object.keys(channels).length === 0) throw illegal("A contact needs at least one of Channels.*.");
  const before = account.contacts.get(name);
  const kept = behaviour.omittedContactLanguage === "kept" ? before?.lang : undefined;
  account.contacts.set(name, {
    name,
    describe,
    lang: params.oneOf("Lang", LANGUAGES) ?? kept ?? (region.name.startsWith("cn-") ? "zh-cn" : "en"),
    channels,
    activated: (before?.activated ?? []).filter((channel) => before?.channels[channel] === channels[channel]),
    dingTalkWebhook: channels.DingWebHook,
    created: before?.created ?? now,
    updated: now,
  });
  return {};
}

function describeContactList(context: Context) {
  const { account, params } = context;
  const name = params.text("ContactName");
  const channel = params.oneOf("ChanelType", CHANNELS);
  const value = params.text("ChanelValue");
  const found = [...account.contacts.values()].filter(
    (contact) =>
      (name === undefined || contact.name === name) &&
      (channel === undefined || contact.channels[channel] !== undefined) &&
      (channel === undefined || value === undefined || contact.channels[channel]?.includes(value)),
  );
  const { items, total } = page(found, params, { size: 100, most: 1000 });
  return { Total: total, Contacts: { Contact: items.map((contact) => describe(contact, context)) } };
}

function describeContactListByContactGroup(context: Context) {
  const { account, params } = context;
  const group = account.groups.get(params.required("ContactGroupName"));
  if (!group) throw new ApiError(404, "ContactGroup.NotExists", "ContactGroup not exists");
  const contacts = group.contacts.flatMap((name) => account.contacts.get(name) ?? []);
  return { Contacts: { Contact: contacts.map((contact) => describe(contact, context)) } };
}

function describe(contact: ContactRecord, { account, behaviour }: Context) {
  const hidden = (channel: Channel) =>
    behaviour.pendingChannels === "hidden" &&
    TO_ACTIVATE.includes(channel) &&
    !contact.activated.includes(channel);
  const shown = CHANNELS.filter((channel) => contact.channels[channel] !== undefined && !hidden(channel));
  const pending = (channel: Channel) => TO_ACTIVATE.includes(channel) && !contact.activated.includes(channel);
  return {
    Name: contact.name,
    Desc: contact.describe,
    Lang: contact.lang,
    Channels: Object.fromEntries(shown.map((channel) => [channel, contact.channels[channel]])),
    ChannelsState: Object.fromEntries(shown.map((channel) => [channel, pending(channel) ? "PENDING" : "OK"])),
    ContactGroups: {
      ContactGroup: [...account.groups.values()]
        .filter(({ contacts }) => contacts.includes(contact.name))
        .map(({ name }) => name),
    },
    CreateTime: contact.created,
    UpdateTime: contact.updated,
  };
}

function deleteContact({ account, params }: Context) {
  const name = params.required("ContactName");
  if (!account.contacts.delete(name)) throw notExists();
  for (const group of account.groups.values()) {
    group.contacts = group.contacts.filter((each) => each !== name);
  }
  return {};
}

export const CONTACTS: Record<string, Operation> = {
  PutContact: putContact,
  DescribeContactList: describeContactList,
  DescribeContactListByContactGroup: describeContactListByContactGroup,
  DeleteContact: deleteContact,
};
