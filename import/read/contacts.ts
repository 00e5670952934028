import type { Found, Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, withoutEmpty } from "./wire.ts";

/** Contacts as `cms.AlarmContact` reads them. */
export async function readContacts(client: ReadingClient, notes: Note[]): Promise<Found[]> {
  const contacts = await allPages(async (pageNumber, pageSize) => {
    const request = { pageNumber, pageSize };
    const body = bodyOf("DescribeContactList", await client.describeContactList(request));
    return { items: body.contacts?.contact ?? [], total: body.total ?? 0 };
  });
  return contacts.map((each) => {
    const name = each.name ?? "";
    const { channels, channelsState } = each;
    const waiting = (["mail", "SMS"] as const).filter((channel) => channelsState?.[channel] === "PENDING");
    for (const channel of waiting) {
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
