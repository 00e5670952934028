import type { Check } from "./support/check.ts";

export const ruleWithoutCallback: Check<"metric-rule"> = {
  id: "rule-without-callback",
  severity: "warning",
  summary: "Nothing takes the rule's alerts to on-call: no callback, and no contact with one.",
  appliesTo: ["metric-rule"],
  find({ callback, contactGroups, enabled }, { program }) {
    if (callback !== undefined || !enabled) return [];
    const groups = program.contactGroups.filter(({ groupName }) => contactGroups.includes(groupName));
    // Of a group or a contact that is made elsewhere it is not known where it leads.
    if (groups.length < contactGroups.length) return [];
    const members = groups.flatMap(({ contacts }) => contacts);
    const declared = program.contacts.map(({ contactName }) => contactName);
    if (members.some((member) => !declared.includes(member))) return [];
    const byContact = program.contacts.some((each) => each.callback && members.includes(each.contactName));
    return byContact ? [] : [{ message: "has no callback, so it opens no incident: only contacts are told" }];
  },
};
