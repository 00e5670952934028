import { heartbeatOf } from "../program/model/heartbeats.ts";
import type { Check } from "./support/check.ts";

export const callbackTwice: Check<"metric-rule"> = {
  id: "callback-twice",
  severity: "warning",
  summary: "The rule and one of its contacts post to the same source.",
  appliesTo: ["metric-rule"],
  find({ callback, contactGroups }, { program }) {
    if (callback?.source === undefined || heartbeatOf({ callback }) !== undefined) return [];
    const members = program.contactGroups
      .filter(({ groupName }) => contactGroups.includes(groupName))
      .flatMap(({ contacts }) => contacts);
    return program.contacts
      .filter(
        (contact) =>
          members.includes(contact.contactName) &&
          contact.callback?.host === callback.host &&
          contact.callback.source === callback.source,
      )
      .map(({ contactName }) => ({
        path: "callback",
        message: `posts to "${callback.source}", and so does its contact ${contactName}: every alert arrives twice, under two identities`,
      }));
  },
};
