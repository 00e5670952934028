import type { KeyValue, MonitorGroupRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { missing, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import { readKeyValue } from "./rule-fields.ts";

/** Most application groups and most tags in one call. */
const MOST = { groups: 20, tags: 20 };

function groupsOf({ region, params }: Context): MonitorGroupRecord[] {
  const ids = params.texts("GroupIds", MOST.groups);
  if (ids.length === 0) throw missing("GroupIds");
  return ids.map((id) => {
    const group = region.monitorGroups.get(Number(id));
    if (!group) throw notFound(`(application group ${id})`);
    return group;
  });
}

function tagsOf({ params }: Context): KeyValue[] {
  const tags = params.list("Tag", MOST.tags).map(readKeyValue);
  if (tags.length === 0) throw missing("Tag");
  return tags;
}

function addTags(context: Context) {
  const tags = tagsOf(context);
  const keys = tags.map(({ Key }) => Key);
  for (const group of groupsOf(context)) {
    group.tags = [...group.tags.filter(({ Key }) => !keys.includes(Key)), ...tags];
  }
  return {};
}

function removeTags(context: Context) {
  const tags = tagsOf(context);
  for (const group of groupsOf(context)) {
    group.tags = group.tags.filter(
      (old) => !tags.some(({ Key, Value }) => Key === old.Key && (Value === "" || Value === old.Value)),
    );
  }
  return { Tag: { Tags: tags.map(({ Key }) => Key) } };
}

function allTags({ region }: Context): KeyValue[] {
  return [...region.monitorGroups.values()].flatMap(({ tags }) => tags);
}

function describeTagKeyList(context: Context) {
  const keys = [...new Set(allTags(context).map(({ Key }) => Key))];
  return { TagKeys: { TagKey: page(keys, context.params, { size: 50 }).items } };
}

function describeTagValueList(context: Context) {
  const key = context.params.required("TagKey");
  const values = allTags(context).flatMap(({ Key, Value }) => (Key === key ? [Value] : []));
  return { TagValues: { TagValue: page([...new Set(values)], context.params, { size: 50 }).items } };
}

export const TAGS: Record<string, Operation> = {
  AddTags: addTags,
  RemoveTags: removeTags,
  DescribeTagKeyList: describeTagKeyList,
  DescribeTagValueList: describeTagValueList,
};
