import type { MonitorGroupRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import { readKeyValue } from "./rule-fields.ts";

/** Where the ids of application groups begin; the real ones are numbers of this length. */
const FIRST_ID = 73_000_001;

export function groupOf({ region, params }: Context, name = "GroupId"): MonitorGroupRecord {
  const id = params.required(name);
  const group = region.monitorGroups.get(Number(id));
  if (!group) throw notFound(`(application group ${id})`);
  return group;
}

/** Makes a group, and answers its id. */
export function createGroup(
  context: Context,
  fields: Partial<MonitorGroupRecord> & { name: string },
): number {
  const { region, now } = context;
  const taken = [...region.monitorGroups.values()].some(({ name }) => name === fields.name);
  if (taken) throw new ApiError(409, "ResourceExist", "The application group name already exists.");
  const id = Math.max(FIRST_ID - 1, ...region.monitorGroups.keys()) + 1;
  const empty = { contactGroups: [], type: "custom", tags: [], instances: [], created: now, updated: now };
  region.putMonitorGroup({ ...empty, ...fields, id });
  return id;
}

function createMonitorGroup(context: Context) {
  const { params } = context;
  const id = createGroup(context, {
    name: params.required("GroupName"),
    contactGroups: split(params.text("ContactGroups")),
    type: params.text("Type") ?? "custom",
    bindUrl: params.text("BindUrl"),
    serviceId: params.text("ServiceId"),
  });
  return { GroupId: id };
}

function createByResourceGroup(context: Context) {
  const { params } = context;
  const id = createGroup(context, {
    name: params.required("ResourceGroupName"),
    resourceGroupId: params.required("ResourceGroupId"),
    contactGroups: params.texts("ContactGroupList", 100),
    type: "resMgr",
  });
  return { Id: id };
}

function modifyMonitorGroup(context: Context) {
  const { region, params, now } = context;
  const group = groupOf(context);
  region.putMonitorGroup({
    ...group,
    name: params.text("GroupName") ?? group.name,
    contactGroups: params.has("ContactGroups") ? split(params.text("ContactGroups")) : group.contactGroups,
    bindUrl: params.text("BindUrls") ?? group.bindUrl,
    serviceId: params.text("ServiceId") ?? group.serviceId,
    updated: now,
  });
  return {};
}

function describeMonitorGroups(context: Context) {
  const { region, params } = context;
  const ids = params.text("GroupId")?.split(",");
  const tags = params.list("Tag", 5).map(readKeyValue);
  const found = [...region.monitorGroups.values()].filter(
    (group) =>
      (!ids || ids.includes(String(group.id))) &&
      group.name.includes(params.text("GroupName") ?? params.text("Keyword") ?? "") &&
      (params.text("Type") ?? group.type) === group.type &&
      (params.text("DynamicTagRuleId") ?? group.dynamicTagRuleId) === group.dynamicTagRuleId &&
      holds(group, params.text("InstanceId")) &&
      tags.every((tag) => group.tags.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value)),
  );
  const { items, ...rest } = page(found, params, { size: 30, most: 1000 });
  return {
    PageNumber: rest.pageNumber,
    PageSize: rest.pageSize,
    Total: rest.total,
    Resources: { Resource: items.map((group) => describe(group, context)) },
  };
}

function holds(group: MonitorGroupRecord, instance: string | undefined): boolean {
  return (
    instance === undefined || group.instances?.some(({ InstanceId }) => InstanceId === instance) === true
  );
}

function describe(group: MonitorGroupRecord, { account }: Context) {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Type: group.type,
    BindUrl: group.bindUrl ?? "",
    ServiceId: group.serviceId ?? "",
    DynamicTagRuleId: group.dynamicTagRuleId ?? "",
    TemplateIds: { TemplateId: [] },
    Tags: { Tag: group.tags },
    ContactGroups: {
      ContactGroup: group.contactGroups.map((name) => ({
        Name: name,
        Contacts: { Contact: account.groups.get(name)?.contacts ?? [] },
      })),
    },
    GmtCreate: group.created,
    GmtModified: group.updated,
  };
}

function deleteMonitorGroup(context: Context) {
  const group = groupOf(context);
  context.region.deleteMonitorGroup(group.id);
  return {
    Group: {
      GroupName: group.name,
      ContactGroups: { ContactGroup: group.contactGroups.map((name) => ({ Name: name })) },
    },
  };
}

function split(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(",");
}

export const MONITOR_GROUPS: Record<string, Operation> = {
  CreateMonitorGroup: createMonitorGroup,
  CreateMonitorGroupByResourceGroupId: createByResourceGroup,
  ModifyMonitorGroup: modifyMonitorGroup,
  DescribeMonitorGroups: describeMonitorGroups,
  DeleteMonitorGroup: deleteMonitorGroup,
};
