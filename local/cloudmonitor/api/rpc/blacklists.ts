import { ALWAYS, parseInterval } from "../../../../components/vocabulary/interval.ts";
import type { BlackListRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, illegal, missing, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import type { Params } from "../params.ts";

/** Most instances and metrics of one blacklist. */
const MOST = { instances: 100, metrics: 10 };

function readFields(params: Params): Partial<BlackListRecord> {
  const given: Partial<BlackListRecord> = {
    name: params.text("Name"),
    namespace: params.text("Namespace"),
    category: params.text("Category"),
    instances: params.has("Instances") ? readInstances(params) : undefined,
    metrics: params.has("Metrics") ? readMetrics(params) : undefined,
    effectiveTime: readInterval(params.text("EffectiveTime")),
    enableStartTime: params.integer("EnableStartTime"),
    enableEndTime: params.integer("EnableEndTime"),
    scopeType: params.oneOf("ScopeType", ["USER", "GROUP"]),
    scopeValue: params.has("ScopeValue") ? readScope(params.text("ScopeValue")) : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function readInstances(params: Params): Record<string, string>[] {
  return params.texts("Instances", MOST.instances).map((text, index) => readInstance(text, index + 1));
}

function readMetrics(params: Params): BlackListRecord["metrics"] {
  return params.list("Metrics", MOST.metrics).map((each) => ({
    MetricName: each.required("MetricName"),
    Resource: readObject(each.text("Resource"), "Metrics.N.Resource"),
  }));
}

function readInstance(text: string, position: number): Record<string, string> {
  const object = readObject(text, `Instances.${position}`);
  return object === "" ? {} : JSON.parse(object);
}

function readObject(text: string | undefined, name: string): string {
  if (text === undefined) return "";
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return text;
  } catch {
    // Said below.
  }
  throw illegal(`${name} must be a JSON object of dimensions.`);
}

function readInterval(text: string | undefined): string | undefined {
  if (text === undefined || parseInterval(text)) return text;
  throw illegal(`EffectiveTime must be an interval as ${ALWAYS}.`);
}

/** A JSON list of group ids, or the ids joined by commas, which is what the provider sends. */
function readScope(text: string | undefined): string[] {
  if (text === undefined) return [];
  return text.startsWith("[") ? (JSON.parse(text) as unknown[]).map(String) : text.split(",");
}

function createBlackList({ region, params, now, newId }: Context) {
  for (const name of ["Name", "Namespace", "Category", "Instances"]) params.required(name);
  const fields = readFields(params);
  if ([...region.blackLists.values()].some(({ name }) => name === fields.name)) {
    throw new ApiError(409, "ResourceExist", "The blacklist policy name already exists.");
  }
  const id = newId();
  const empty = { name: "", namespace: "", category: "", instances: [], metrics: [], scopeType: "USER" };
  const own = { scopeValue: [], ...fields, id, enabled: true, created: now, updated: now };
  region.blackLists.set(id, { ...empty, ...own });
  return { Id: id };
}

function listOf({ region, params }: Context): BlackListRecord {
  const id = params.required("Id");
  const list = region.blackLists.get(id);
  if (!list) throw notFound(`(blacklist ${id})`);
  return list;
}

/** What is left out stays: the provider sends only what has changed. */
function modifyBlackList(context: Context) {
  const list = listOf(context);
  context.region.blackLists.set(list.id, { ...list, ...readFields(context.params), updated: context.now });
  return { Count: "1" };
}

function describeBlackList({ region, params }: Context) {
  const ids = params.texts("Ids", 100);
  const is = (name: string, value: string) => (params.text(name) ?? value) === value;
  const enabled = params.boolean("IsEnable");
  const found = [...region.blackLists.values()].filter(
    (list) =>
      (ids.length === 0 || ids.includes(list.id)) &&
      is("Namespace", list.namespace) &&
      is("Category", list.category) &&
      is("ScopeType", list.scopeType) &&
      list.name.includes(params.text("Name") ?? "") &&
      (enabled === undefined || enabled === list.enabled),
  );
  const { items, total } = page(found, params, { size: 10 });
  return { Total: total, DescribeMetricRuleBlackList: items.map(describe) };
}

function describe(list: BlackListRecord) {
  return {
    Id: list.id,
    Name: list.name,
    Namespace: list.namespace,
    Category: list.category,
    // Objects, though they are given as text: the provider writes them as text again.
    Instances: list.instances,
    Metrics: list.metrics,
    EffectiveTime: list.effectiveTime ?? "",
    ...(list.enableStartTime !== undefined && { EnableStartTime: list.enableStartTime }),
    ...(list.enableEndTime !== undefined && { EnableEndTime: list.enableEndTime }),
    ScopeType: list.scopeType,
    ScopeValue: list.scopeValue,
    IsEnable: list.enabled,
    CreateTime: String(list.created),
    UpdateTime: String(list.updated),
  };
}

function enableBlackList(context: Context) {
  const enabled = context.params.boolean("IsEnable");
  if (enabled === undefined) throw missing("IsEnable");
  listOf(context).enabled = enabled;
  return { Count: 1 };
}

function deleteBlackList(context: Context) {
  context.region.blackLists.delete(listOf(context).id);
  return { Count: 1 };
}

export const BLACKLISTS: Record<string, Operation> = {
  CreateMetricRuleBlackList: createBlackList,
  ModifyMetricRuleBlackList: modifyBlackList,
  DescribeMetricRuleBlackList: describeBlackList,
  EnableMetricRuleBlackList: enableBlackList,
  DeleteMetricRuleBlackList: deleteBlackList,
};
