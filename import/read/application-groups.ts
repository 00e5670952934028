import type {
  DescribeMonitorGroupsResponseBodyResourcesResource as Group,
  DescribeDynamicTagRuleListResponseBodyTagGroupListTagGroup as TagRule,
} from "@alicloud/cms20190101";
import type { Found, Note, Part } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, withoutEmpty } from "./wire.ts";

/** The application groups of these ids, as the provider's resources read them. */
export async function readApplicationGroups(
  client: ReadingClient,
  ids: ReadonlySet<string>,
  notes: Note[],
): Promise<Found[]> {
  if (ids.size === 0) return [];
  const groups = await listGroups(client);
  const found: Found[] = [];
  for (const group of groups.filter(({ groupId }) => ids.has(String(groupId)))) {
    if (group.dynamicTagRuleId) {
      const siblings = groups.filter(({ dynamicTagRuleId }) => dynamicTagRuleId === group.dynamicTagRuleId);
      if (!found.some(({ parts: [{ id }] }) => id === group.dynamicTagRuleId))
        found.push(await byTag(client, group.dynamicTagRuleId, siblings));
    } else if (group.type === "resMgr") {
      const text = `is made of a resource group, which the provider does not read back: rules name it by its id, ${group.groupId}`;
      notes.push({ kind: "application group", name: group.groupName ?? "", text });
    } else {
      found.push(await byId(client, group));
    }
  }
  return found;
}

async function listGroups(client: ReadingClient): Promise<Group[]> {
  return await allPages(async (pageNumber, pageSize) => {
    const request = { pageNumber, pageSize };
    const body = bodyOf("DescribeMonitorGroups", await client.describeMonitorGroups(request));
    return { items: body.resources?.resource ?? [], total: body.total ?? 0 };
  });
}

async function byId(client: ReadingClient, group: Group): Promise<Found> {
  const groupId = Number(group.groupId);
  const members = await allPages(async (pageNumber, pageSize) => {
    const request = { groupId, pageNumber, pageSize };
    const answer = await client.describeMonitorGroupInstances(request);
    const body = bodyOf("DescribeMonitorGroupInstances", answer);
    return { items: body.resources?.resource ?? [], total: body.total ?? 0 };
  });
  const id = String(groupId);
  const name = group.groupName ?? id;
  const tags = (group.tags?.tag ?? []).map(({ key, value }) => [key, value] as const);
  const inputs = withoutEmpty({
    monitorGroupName: group.groupName,
    contactGroups: (group.contactGroups?.contactGroup ?? []).map((each) => each.name),
    tags: Object.fromEntries(tags),
  });
  const instances = members.map((each) => ({
    // As the provider reads it, whatever was given.
    category: each.category?.toLowerCase(),
    instanceId: each.instanceId,
    instanceName: each.instanceName,
    regionId: each.regionId,
  }));
  const of: Part = { of: "members", id, inputs: { groupId: id, instances }, suffix: "members" };
  const parts: Found["parts"] = [{ of: "application group", id, inputs }];
  if (instances.length > 0) parts.push(of);
  return { kind: "application group", name, calledBy: id, parts };
}

/** A rule on tags, and the groups that CloudMonitor has made by it. */
async function byTag(client: ReadingClient, dynamicTagRuleId: string, groups: Group[]): Promise<Found> {
  const request = { dynamicTagRuleId };
  const body = bodyOf("DescribeDynamicTagRuleList", await client.describeDynamicTagRuleList(request));
  const rule = body.tagGroupList?.tagGroup?.find((each) => each.dynamicTagRuleId === dynamicTagRuleId);
  if (!rule) throw new Error(`DescribeDynamicTagRuleList: no rule ${dynamicTagRuleId}`);
  const [group, ...others] = groups;
  const [{ tagValueMatchFunction = "" } = {}] = rule.matchExpress?.matchExpress ?? [];
  return {
    kind: "application group",
    name: group?.groupName ?? rule.tagKey ?? "",
    // Where there may be several, none of them is the one that the rule stands for.
    calledBy: others.length === 0 && tagValueMatchFunction === "equals" ? String(group?.groupId) : "",
    parts: [{ of: "tag", id: dynamicTagRuleId, inputs: tagInputs(rule) }],
  };
}

function tagInputs(rule: TagRule): Record<string, unknown> {
  return withoutEmpty({
    tagKey: rule.tagKey,
    contactGroupLists: rule.contactGroupList?.contactGroupList,
    matchExpresses: (rule.matchExpress?.matchExpress ?? []).map(({ tagValue, tagValueMatchFunction }) => ({
      tagValue,
      tagValueMatchFunction,
    })),
    matchExpressFilterRelation: rule.matchExpressFilterRelation,
    templateIdLists: rule.templateIdList?.templateIdList,
  });
}
