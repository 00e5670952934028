import type { DescribeContactListResponseBodyContactsContact as Contact } from "@alicloud/cms20190101";
import type { Found, Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, withoutEmpty } from "./wire.ts";

/** Every contact of the account, as the API answers it. */
export async function listContacts(client: ReadingClient): Promise<Contact[]> {
  return await allPages(async (pageNumber, pageSize) => {
    const request = { pageNumber, pageSize };
    const body = bodyOf("DescribeContactList", await client.describeContactList(request));
    return { items: body.contacts?.contact ?? [], total: body.total ?? 0 };
  });
}

/** The channels of a contact that wait for somebody to follow the link in the message that CloudMonitor sent. */
export function pendingChannels({ channelsState }: Contact): ("mail" | "SMS")[] {
  return (["mail", "SMS"] as const).filter((channel) => channelsState?.[channel] === "PENDING");
}

/** Contacts as `cms.AlarmContact` reads them. */
export async function readContacts(client: ReadingClient, notes: Note[]): Promise<Found[]> {
  const contacts = await listContacts(client);
  return contacts.map((each) => {
    const name = each.name ?? "";
    const { channels } = each;
    for (const channel of pendingChannels(each)) {
      notes.push({
        kind: "contact",
        name,
        text: `its ${channel === "mail" ? "mail address" : "phone number"} waits for its activation; until then CloudMonitor may hide it, and an update may ask for it again`,
      });
    }
    const inputs = withoutEmpty({
      alarmContactName: name,
      describe: each.desc,
      channelsMail: channels?.mail,
      channelsSms: channels?.SMS,
      channelsDingWebHook: channels?.dingWebHook,
      channelsAliim: channels?.aliIM,
      lang: each.lang,
    });
    return { kind: "contact", name, parts: [{ of: "contact", id: name, inputs }] };
  });
}

/** Contact groups as `cms.AlarmContactGroup` reads them. */
export async function readGroups(client: ReadingClient): Promise<Found[]> {
  const groups = await allPages(async (pageNumber, pageSize) => {
    const request = { pageNumber, pageSize };
    const body = bodyOf("DescribeContactGroupList", await client.describeContactGroupList(request));
    return { items: body.contactGroupList?.contactGroup ?? [], total: body.total ?? 0 };
  });
  return groups.map((each) => {
    const name = each.name ?? "";
    const inputs = withoutEmpty({
      alarmContactGroupName: name,
      describe: each.describe,
      contacts: [...(each.contacts?.contact ?? [])].sort(),
      // The provider's default; what is off is what is not said.
      enableSubscribed: each.enableSubscribed === true ? true : undefined,
    });
    return { kind: "contact group", name, parts: [{ of: "contact group", id: name, inputs }] };
  });
}
