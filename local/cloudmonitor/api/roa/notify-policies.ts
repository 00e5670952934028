import type { JsonObject } from "../../store/records.ts";
import type { Context } from "../context.ts";
import { ApiError } from "../errors.ts";
import { page } from "../paging.ts";
import { invalid, type Route } from "./route.ts";

const FIELDS = ["name", "description", "subscription", "notifyStrategy", "responsePlan"];
const ROOT = "/api/eventbase/notify-policy";

const notFound = () => new ApiError(404, "NotFound", "The notification policy does not exist.");

function policyOf({ region, params }: Context, uuid: string): JsonObject {
  const policy = region.notifyPolicies.get(uuid);
  if (policy?.workspace !== params.text("workspace")) throw notFound();
  return policy as JsonObject;
}

/** Names are unique in a workspace. */
function checkName({ region, params }: Context, name: unknown, uuid?: string): void {
  if (typeof name !== "string" || name === "") throw invalid("name");
  const taken = [...region.notifyPolicies.values()].some(
    (each) => each.name === name && each.workspace === params.text("workspace") && each.uuid !== uuid,
  );
  if (taken) throw new ApiError(409, "ConflictName", "The name of the notification policy exists already.");
}

const given = (body: JsonObject) =>
  Object.fromEntries(FIELDS.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));

function create(context: Context) {
  const { region, account, params, body, now, newId } = context;
  const workspace = params.text("workspace");
  if (workspace === undefined) throw invalid("workspace");
  checkName(context, body.name);
  if (typeof body.notifyStrategy !== "object") throw invalid("notifyStrategy");
  const uuid = newId();
  const time = new Date(now).toISOString();
  const own = { uuid, workspace, userId: account.id, enabled: true, version: 1 };
  const notifyPolicy = { ...given(body), ...own, createTime: time, updateTime: time };
  region.notifyPolicies.set(uuid, notifyPolicy);
  return { notifyPolicy };
}

function put(context: Context, policy: JsonObject, changes: JsonObject) {
  const updateTime = new Date(context.now).toISOString();
  const notifyPolicy = { ...policy, ...changes, version: Number(policy.version) + 1, updateTime };
  context.region.notifyPolicies.set(String(policy.uuid), notifyPolicy);
  return { notifyPolicy };
}

/** Only with the version that the server has: two people's changes must not meet unseen. */
function update(context: Context) {
  const { body } = context;
  const policy = policyOf(context, String(body.uuid ?? ""));
  if (body.version !== policy.version) {
    throw new ApiError(409, "OptimisticLockFailed", "The notification policy was changed meanwhile.");
  }
  if (body.name !== undefined) checkName(context, body.name, String(policy.uuid));
  return put(context, policy, given(body));
}

const turn = (enabled: boolean): Route["run"] => {
  return (context, [uuid = ""]) => put(context, policyOf(context, uuid), { enabled });
};

function get(context: Context) {
  return { notifyPolicy: policyOf(context, context.params.text("uuid") ?? "") };
}

function list({ region, params }: Context) {
  const found = [...region.notifyPolicies.values()].filter(
    (each) =>
      (params.text("workspace") ?? each.workspace) === each.workspace &&
      String(each.name).includes(params.text("name") ?? ""),
  );
  const { items, ...rest } = page(found, params, { size: 20, number: "pageNumber", per: "pageSize" });
  return { ...rest, notifyPolicies: items };
}

function remove(context: Context) {
  const policy = policyOf(context, context.params.text("uuid") ?? "");
  context.region.notifyPolicies.delete(String(policy.uuid));
  return {};
}

export const NOTIFY_POLICIES: Route[] = [
  { action: "CreateNotifyPolicy", method: "POST", path: `${ROOT}/create`, run: create },
  { action: "UpdateNotifyPolicy", method: "PUT", path: `${ROOT}/update`, run: update },
  { action: "EnableNotifyPolicy", method: "PUT", path: `${ROOT}/*/enable`, run: turn(true) },
  { action: "DisableNotifyPolicy", method: "PUT", path: `${ROOT}/*/disable`, run: turn(false) },
  { action: "GetNotifyPolicy", method: "GET", path: ROOT, run: get },
  { action: "DeleteNotifyPolicy", method: "DELETE", path: ROOT, run: remove },
  { action: "ListNotifyPolicies", method: "GET", path: "/api/eventbase/notify-policies", run: list },
];
