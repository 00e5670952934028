import type { Kind } from "./account.ts";
import type { Referred } from "./candidates/candidate.ts";
import { Code, propertyAccess } from "./code.ts";
import type { Declared } from "./declared.ts";

/** What others refer to stands in an exported record; the rest stands alone. */
interface Exported {
  /** The record's name. */
  record: string;
  /** The file that exports it. */
  file: string;
  /** Its heading there. */
  heading: string;
  /** What it is called by: the component's output, and that of the provider's own resource. */
  component: string;
  resource: string;
}

export const EXPORTED: Record<Referred, Exported> = {
  contact: {
    ...{ record: "contacts", file: "contacts.ts", heading: "Contacts" },
    ...{ component: "contactName", resource: "alarmContactName" },
  },
  "contact group": {
    ...{ record: "groups", file: "contacts.ts", heading: "Contact groups" },
    ...{ component: "groupName", resource: "alarmContactGroupName" },
  },
  "application group": {
    ...{ record: "applicationGroups", file: "application-groups.ts", heading: "Application groups" },
    ...{ component: "groupId", resource: "id" },
  },
};

export function isReferred(kind: Kind): kind is Referred {
  return Object.hasOwn(EXPORTED, kind);
}

/** The expression for something of the program, by what it is called in the cloud; else that as text. */
export function referTo(declared: readonly Declared[], kind: Referred, calledBy: string): Code | string {
  const target = declared.find(
    ({ found }) => found.kind === kind && (found.calledBy ?? found.name) === calledBy,
  );
  // The provider's rule on tags does not say which group came of it.
  if (!target || (!target.candidate && target.found.parts[0].of === "tag")) return calledBy;
  const { record, component, resource } = EXPORTED[kind];
  const output = target.candidate ? component : resource;
  return new Code(`${record}${propertyAccess(target.name)}.${output}`, calledBy);
}
