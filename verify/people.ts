import type { ReadingClient } from "../import/read/client.ts";
import { listContacts, pendingChannels, readGroups } from "../import/read/contacts.ts";
import { texts } from "../program/model/values.ts";
import type { Finding } from "./finding.ts";
import type { Declared } from "./rules.ts";

/** What the channels are for people. */
const CHANNEL = { mail: "mail address", SMS: "phone number" } as const;
const INPUT = { mail: "channelsMail", SMS: "channelsSms" } as const;

/** Contacts: that they are there, and that somebody confirmed their mail address and phone number. */
export async function verifyContacts({ contacts }: Declared, client: ReadingClient): Promise<Finding[]> {
  if (contacts.length === 0) return [];
  const live = new Map((await listContacts(client)).map((each) => [each.name, each]));
  return contacts.map((contact): Finding => {
    const { contactName, resource } = contact;
    const about = `contact ${contactName}`;
    const found = live.get(contactName);
    if (!found)
      return {
        ...{ check: "contact", outcome: "failed", about, text: "is not there" },
        todo: "run `pulumi up --refresh`; CloudMonitor may also hide one that nobody has activated",
      };
    // Whether a channel that waits is shown is not known of the real server.
    const hidden = (["mail", "SMS"] as const).filter(
      (channel) => resource.inputs[INPUT[channel]] && !found.channels?.[channel],
    );
    const waiting = [...new Set([...pendingChannels(found), ...hidden])];
    if (waiting.length === 0) return { check: "contact", outcome: "passed", about, text: "is active" };
    return {
      ...{ check: "contact", outcome: "failed", about },
      text: `is not active: nobody has confirmed its ${waiting.map((each) => CHANNEL[each]).join(" and ")}`,
      todo: "follow the link in the message that CloudMonitor sent there",
    };
  });
}

/** Contact groups: that they are there, with the contacts that are declared. */
export async function verifyGroups(declared: Declared, client: ReadingClient): Promise<Finding[]> {
  const { contactGroups } = declared;
  if (contactGroups.length === 0) return [];
  const live = new Map((await readGroups(client)).map(({ name, parts: [{ inputs }] }) => [name, inputs]));
  return contactGroups.map(({ groupName, contacts }): Finding => {
    const about = `contact group ${groupName}`;
    const found = live.get(groupName);
    const todo = "see who changed it, then run `pulumi up --refresh`, which puts it back";
    if (!found) return { check: "group", outcome: "failed", about, text: "is not there", todo };
    const members = texts(found.contacts);
    const missing = contacts.filter((each) => !members.includes(each));
    const added = members.filter((each) => !contacts.includes(each));
    if (missing.length + added.length === 0)
      return { check: "group", outcome: "passed", about, text: "has its contacts" };
    const parts = [
      ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
      ...(added.length > 0 ? [`has ${added.join(", ")} besides`] : []),
    ];
    return { check: "group", outcome: "failed", about, text: parts.join(", and "), todo };
  });
}
