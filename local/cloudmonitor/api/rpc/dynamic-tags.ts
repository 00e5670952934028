import type { DynamicTagRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { missing, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import { createGroup } from "./monitor-groups.ts";

const FUNCTIONS = ["all", "startWith", "endWith", "contains", "notContains", "equals"] as const;

function createDynamicTagGroup(context: Context) {
  const { region, params, newId } = context;
  const contactGroups = params.texts("ContactGroupList", 100);
  if (contactGroups.length === 0) throw missing("ContactGroupList");
  const expressions = params.list("MatchExpress", 3).map((each) => ({
    ...(each.has("TagName") && { TagName: each.required("TagName") }),
    TagValue: each.text("TagValue") ?? "",
    TagValueMatchFunction: each.oneOf("TagValueMatchFunction", FUNCTIONS) ?? "contains",
  }));
  if (expressions.length === 0) throw missing("MatchExpress");
  const record: DynamicTagRecord = {
    id: newId(),
    tagKey: params.required("TagKey"),
    tagRegionId: params.text("TagRegionId") ?? region.name,
    contactGroups,
    templateIds: params.texts("TemplateIdList", 100),
    relation: params.oneOf("MatchExpressFilterRelation", ["and", "or"]) ?? "or",
    expressions,
  };
  region.dynamicTags.set(record.id, record);
  makeGroups(record, context);
  return { Id: record.id };
}

/**
 * The real server makes an application group for each value that it finds among the tagged resources.
 * Here are no resources, so it is as if some had each value that a rule spells out; which is not known.
 */
function makeGroups({ id, tagKey, contactGroups, expressions }: DynamicTagRecord, context: Context): void {
  for (const { TagValue, TagValueMatchFunction } of expressions) {
    if (TagValueMatchFunction !== "equals") continue;
    const name = `${tagKey}-${TagValue}`;
    createGroup(context, { name, contactGroups, type: "tag", dynamicTagRuleId: id, instances: undefined });
  }
}

function describeDynamicTagRuleList({ region, params }: Context) {
  const found = [...region.dynamicTags.values()].filter(
    (each) =>
      (params.text("DynamicTagRuleId") ?? each.id) === each.id &&
      (params.text("TagKey") ?? each.tagKey) === each.tagKey &&
      each.expressions.some(({ TagValue }) => (params.text("TagValue") ?? TagValue) === TagValue),
  );
  const { items, ...rest } = page(found, params, { size: 30 });
  return {
    PageNumber: String(rest.pageNumber),
    PageSize: String(rest.pageSize),
    Total: rest.total,
    TagGroupList: { TagGroup: items.map(describe) },
  };
}

/** There are no resources to look through, so that a rule of tags is ready at once. */
function describe(record: DynamicTagRecord) {
  return {
    DynamicTagRuleId: record.id,
    Status: "FINISH",
    TagKey: record.tagKey,
    RegionId: record.tagRegionId,
    MatchExpressFilterRelation: record.relation,
    ContactGroupList: { ContactGroupList: record.contactGroups },
    TemplateIdList: { TemplateIdList: record.templateIds },
    MatchExpress: { MatchExpress: record.expressions },
  };
}

function deleteDynamicTagGroup({ region, params }: Context) {
  const id = params.required("DynamicTagRuleId");
  if (!region.dynamicTags.delete(id)) throw notFound(`(dynamic tag rule ${id})`);
  for (const group of region.monitorGroups.values()) {
    if (group.dynamicTagRuleId === id) region.deleteMonitorGroup(group.id);
  }
  return {};
}

export const DYNAMIC_TAGS: Record<string, Operation> = {
  CreateDynamicTagGroup: createDynamicTagGroup,
  DescribeDynamicTagRuleList: describeDynamicTagRuleList,
  DeleteDynamicTagGroup: deleteDynamicTagGroup,
};
