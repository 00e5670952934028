import type { GroupInstance } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { missing } from "../errors.ts";
import { page } from "../paging.ts";
import { groupOf } from "./monitor-groups.ts";

/** Most instances in one call. */
const MOST = 2000;

function readInstances({ params, region }: Context): GroupInstance[] {
  const instances = params.list("Instances", MOST).map((each) => ({
    Category: each.required("Category"),
    InstanceId: each.required("InstanceId"),
    InstanceName: each.text("InstanceName") ?? "",
    RegionId: each.text("RegionId") ?? region.name,
  }));
  if (instances.length === 0) throw missing("Instances");
  return instances;
}

/** Adds instances; one that is there already is overwritten. */
function createInstances(context: Context) {
  const group = groupOf(context);
  const given = readInstances(context);
  const others = (group.instances ?? []).filter((old) => !given.some((each) => isSame(old, each)));
  context.region.putMonitorGroup({ ...group, instances: [...others, ...given], updated: context.now });
  return {};
}

/** The group has these instances afterwards and no others. */
function modifyInstances(context: Context) {
  const group = groupOf(context);
  context.region.putMonitorGroup({ ...group, instances: readInstances(context), updated: context.now });
  return {};
}

function describeInstances(context: Context) {
  const { params } = context;
  const group = groupOf(context);
  const category = params.text("Category")?.toLowerCase();
  const ids = params.text("InstanceIds")?.split(",");
  const keyword = params.text("Keyword") ?? "";
  const found = (group.instances ?? []).filter(
    (each) =>
      (category === undefined || each.Category.toLowerCase() === category) &&
      (!ids || ids.includes(each.InstanceId)) &&
      (each.InstanceId.includes(keyword) || each.InstanceName.includes(keyword)),
  );
  const { items, ...rest } = page(found, params, { size: 10, most: 2000 });
  return {
    PageNumber: rest.pageNumber,
    PageSize: rest.pageSize,
    Total: rest.total,
    Resources: { Resource: items.map((each, index) => ({ ...each, Id: index + 1 })) },
  };
}

function deleteInstances(context: Context) {
  const { params, region, now } = context;
  const group = groupOf(context);
  const category = params.required("Category").toLowerCase();
  const ids = params.required("InstanceIdList").split(",");
  const instances = (group.instances ?? []).filter(
    (each) => each.Category.toLowerCase() !== category || !ids.includes(each.InstanceId),
  );
  region.putMonitorGroup({ ...group, instances, updated: now });
  return {};
}

function isSame(a: GroupInstance, b: GroupInstance): boolean {
  return a.InstanceId === b.InstanceId && a.Category.toLowerCase() === b.Category.toLowerCase();
}

export const MONITOR_GROUP_INSTANCES: Record<string, Operation> = {
  CreateMonitorGroupInstances: createInstances,
  ModifyMonitorGroupInstances: modifyInstances,
  DescribeMonitorGroupInstances: describeInstances,
  DeleteMonitorGroupInstances: deleteInstances,
};
