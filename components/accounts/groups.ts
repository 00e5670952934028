import type { AccountMonitoringArgs } from "./args.ts";

/** The contact groups that an account is to have, and the names of those that its rules notify. */
export function groupsOf(args: AccountMonitoringArgs): {
  groups: Record<string, string[]>;
  notify: string[];
} {
  const contacts = Object.keys(args.contacts ?? {});
  const groups = args.contactGroups ?? (contacts.length > 0 ? { "on-call": contacts } : {});
  return { groups, notify: args.notify ?? Object.keys(groups) };
}
