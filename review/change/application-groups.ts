import type { ApplicationGroup, GroupMembers, TagGroup } from "../../program/model/application-groups.ts";
import { code, codes } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence } from "./aspect.ts";

export const APPLICATION_GROUP_ASPECTS: Aspect<ApplicationGroup>[] = [
  {
    covers: inputs("monitorGroupName"),
    say: ({ groupName: before }, { groupName: after }) =>
      before === after ? [] : [note(`{it} is called ${code(after)} instead of ${code(before)}`)],
  },
  { covers: inputs("contactGroups"), say: sayContactGroups },
];

export const GROUP_MEMBERS_ASPECTS: Aspect<GroupMembers>[] = [
  {
    covers: inputs("instances"),
    say: ({ members: before }, { members: after }) => {
      const { gone, come } = listChange(before, after);
      return [
        ...(gone.length > 0 ? [risk(`rules on {it} no longer watch ${codes(gone)}`)] : []),
        ...(come.length > 0 ? [note(`rules on {it} now watch ${codes(come)} too`)] : []),
      ];
    },
  },
];

export const TAG_GROUP_ASPECTS: Aspect<TagGroup>[] = [
  {
    covers: inputs("tagKey", "matchExpresses", "matchExpressFilterRelation"),
    say: (before, after) => {
      const [from, to] = [tagText(before), tagText(after)];
      return from === to
        ? []
        : [risk(`rules on {it} watch what has the tag ${to}, and no longer what has ${from}`)];
    },
  },
  { covers: inputs("contactGroupLists"), say: sayContactGroups },
  {
    covers: inputs("templateIdLists"),
    say: (before, after) => {
      const { gone, come } = listChange(before.templates, after.templates);
      return [
        ...(gone.length > 0
          ? [risk(`{it} no longer has the rules of the alert templates ${codes(gone)}`)]
          : []),
        ...(come.length > 0 ? [note(`{it} has the rules of the alert templates ${codes(come)} too`)] : []),
      ];
    },
  },
];

function sayContactGroups(
  before: Pick<ApplicationGroup, "contactGroups">,
  after: Pick<ApplicationGroup, "contactGroups">,
): Sentence[] {
  const { gone, come } = listChange(before.contactGroups, after.contactGroups);
  return [
    ...(gone.length > 0 ? [risk(`{it} no longer notifies ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`{it} now notifies ${codes(come)}`)] : []),
  ];
}

export function describeApplicationGroup({ contactGroups }: Pick<ApplicationGroup, "contactGroups">): string {
  return `notifies ${codes(contactGroups) || "nobody"}`;
}

export function describeGroupMembers({ members }: GroupMembers): string {
  return codes(members) || "nothing";
}

export function describeTagGroup(group: TagGroup): string {
  return `whatever has the tag ${tagText(group)}; ${describeApplicationGroup(group)}`;
}

/** `team=shop`; with another function than `equals` that too: `team startWith sh`. */
function tagText({ tagKey, matches, resource }: TagGroup): string {
  const each = matches.map(({ function: by, value }) =>
    code(by === "equals" || by === "" ? `${tagKey}=${value}` : `${tagKey} ${by} ${value}`),
  );
  const relation = resource.inputs.matchExpressFilterRelation === "or" ? " or " : " and ";
  return each.length > 0 ? each.join(relation) : code(tagKey);
}
