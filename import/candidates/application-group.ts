import { TagMatch } from "../../components/enums.ts";
import type { Tree } from "../code.ts";
import type { ArgumentsOf } from "./candidate.ts";
import { word } from "./words.ts";

export const applicationGroup: ArgumentsOf = ({ parts: [{ of, inputs }, members] }, { name, refer }) => {
  const groups = (inputs.contactGroups ?? inputs.contactGroupLists ?? []) as string[];
  const contactGroups = groups.map((each) => refer("contact group", each));
  if (of === "tag") {
    const [first, ...others] = inputs.matchExpresses as { tagValue: string; tagValueMatchFunction: string }[];
    const match = first?.tagValueMatchFunction;
    const tag = {
      key: inputs.tagKey,
      value: match === TagMatch.Any ? undefined : first?.tagValue,
      match: match === TagMatch.Equals ? undefined : word("TagMatch", TagMatch, match),
    };
    const args = { tag, templates: inputs.templateIdLists, contactGroups };
    return others.length > 0 ? [] : [{ component: "ApplicationGroup", args }];
  }
  const instances = (members?.inputs.instances ?? []) as Tree[];
  const args = {
    groupName: inputs.monitorGroupName === name ? undefined : inputs.monitorGroupName,
    members: instances.map(({ category, instanceId, instanceName, regionId }) => ({
      category,
      instanceId,
      instanceName: instanceName === instanceId ? undefined : instanceName,
      region: regionId,
    })),
    contactGroups,
  };
  return [{ component: "ApplicationGroup", args }];
};
