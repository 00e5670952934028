import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { list, names, record, text, texts } from "./values.ts";

/** Resources that belong together. Its members are a resource of their own. */
export interface ApplicationGroup extends ProgramEntry {
  readonly kind: "application-group";
  readonly groupName: string;
  /** Contact groups that the group itself notifies. */
  readonly contactGroups: readonly string[];
}

/** The members of an application group, named one by one. */
export interface GroupMembers extends ProgramEntry {
  readonly kind: "group-members";
  /** Of each, the service as groups spell it, and the resource's id: `ECS i-1`. */
  readonly members: readonly string[];
}

/** Groups that CloudMonitor makes and keeps, one for each value of a tag. */
export interface TagGroup extends ProgramEntry {
  readonly kind: "tag-group";
  readonly tagKey: string;
  /** What the tag's values must match: a function of CloudMonitor's, and a text. */
  /** Ids of alert templates that are applied to each. */
  readonly templates: readonly string[];
  readonly matches: readonly { readonly function: string; readonly value: string }[];
  readonly contactGroups: readonly string[];
}

export function readApplicationGroups(resources: Resources): ApplicationGroup[] {
  return resources.entries(TYPE.applicationGroup).map((entry): ApplicationGroup => {
    const { inputs, name } = entry.resource;
    const groupName = text(inputs.monitorGroupName) ?? name;
    return { ...entry, kind: "application-group", groupName, contactGroups: names(inputs.contactGroups) };
  });
}

export function readGroupMembers(resources: Resources): GroupMembers[] {
  return resources.entries(TYPE.applicationGroupMembers).map((entry): GroupMembers => {
    const members = list(entry.resource.inputs.instances).flatMap((each) => {
      const { category, instanceId } = record(each);
      return texts([instanceId]).map((id) => [...texts([category]), id].join(" "));
    });
    return { ...entry, kind: "group-members", members };
  });
}

export function readTagGroups(resources: Resources): TagGroup[] {
  return resources.entries(TYPE.tagGroup).map((entry): TagGroup => {
    const { inputs } = entry.resource;
    const matches = list(inputs.matchExpresses).map((each) => {
      const { tagValue, tagValueMatchFunction } = record(each);
      return { function: text(tagValueMatchFunction) ?? "", value: text(tagValue) ?? "" };
    });
    const tagKey = text(inputs.tagKey) ?? "";
    const templates = texts(inputs.templateIdLists);
    const contactGroups = names(inputs.contactGroupLists);
    return { ...entry, kind: "tag-group", tagKey, templates, matches, contactGroups };
  });
}
