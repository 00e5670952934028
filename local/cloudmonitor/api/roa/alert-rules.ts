import type { JsonObject } from "../../store/records.ts";
import type { Context } from "../context.ts";
import { ApiError } from "../errors.ts";
import { invalid, type Route } from "./route.ts";

/** What a rule must have. Sources: the vendor's rule skills, the provider's tests. */
const NEEDED = ["displayName", "datasourceConfig", "queryConfig", "conditionConfig", "scheduleConfig"];
/** What the server adds, and nobody can set. */
const OWN = ["uuid", "createdAt", "updatedAt", "status", "severityLevels", "datasourceType"];

function manage(context: Context) {
  const { action, ...given } = requestOf(context);
  switch (action) {
    case "CREATE":
      return answer({ alertRule: create(given, context) });
    case "UPDATE":
    case "PATCH":
      return answer({ alertRule: change(given, context) });
    case "DELETE":
      return answer({ deletedCount: remove([String(given.uuid ?? "")], context) });
    case "BATCH_DELETE":
      return answer({ deletedCount: remove(((given.uuidList ?? []) as unknown[]).map(String), context) });
    default:
      throw invalid("action");
  }
}

/** The provider posts JSON; the SDK posts a form with one field, `body`, that holds it. */
function requestOf({ body, params }: Context): JsonObject {
  const text = typeof body.body === "string" ? body.body : params.text("body");
  if (text === undefined) return body;
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw invalid("body");
  }
}

const answer = (data: JsonObject) => ({ code: "200", success: true, message: "", data });

function create(given: JsonObject, { region, now, newId }: Context): JsonObject {
  const missing = NEEDED.find((name) => given[name] === undefined);
  if (missing) throw invalid(missing);
  const uuid = typeof given.uuid === "string" && given.uuid !== "" ? given.uuid : newId();
  if (region.alertRules.has(uuid)) throw new ApiError(400, "ResourceExist", "Resource already exist .");
  const time = new Date(now).toISOString();
  const rule = complete({ enabled: true, ...given, uuid, createdAt: time, updatedAt: time });
  region.alertRules.set(uuid, rule);
  return rule;
}

/** Fields that are left out keep their value; a block that is given is the whole block. */
function change(given: JsonObject, { region, now }: Context): JsonObject {
  const uuid = String(given.uuid ?? "");
  const before = region.alertRules.get(uuid);
  if (!before) throw new ApiError(404, "ResourceNotFound", "The specified resource is not found.");
  const settable = Object.fromEntries(Object.entries(given).filter(([name]) => !OWN.includes(name)));
  const rule = complete({ ...before, ...settable, updatedAt: new Date(now).toISOString() });
  region.alertRules.set(uuid, rule);
  return rule;
}

/** With what the server derives from the rest. */
function complete(rule: JsonObject): JsonObject {
  const { severity } = rule.conditionConfig as { severity?: string };
  return {
    ...rule,
    datasourceType: (rule.datasourceConfig as { type?: string }).type,
    severityLevels: severity === undefined ? [] : [severity],
    status: "OK",
  };
}

function remove(uuids: string[], { region }: Context): number {
  return uuids.filter((uuid) => region.alertRules.delete(uuid)).length;
}

type Filter = Record<string, { eq?: unknown; in?: unknown[] }>;

function query(context: Context) {
  const request = requestOf(context);
  const filter = Object.entries((request.filter ?? {}) as Filter);
  const found = [...context.region.alertRules.values()].filter((rule) =>
    filter.every(
      ([name, { eq, in: among }]) =>
        (eq === undefined || eq === rule[name]) && (among === undefined || among.includes(rule[name])),
    ),
  );
  const size = Math.min(1000, Number(request.pageSize ?? 100));
  const from = (Number(request.pageNumber ?? 1) - 1) * size;
  return answer({ alertRules: found.slice(from, from + size), totalCount: found.length });
}

export const ALERT_RULES: Route[] = [
  { action: "ManageAlertRules", method: "POST", path: "/manageAlertRules", run: manage },
  { action: "QueryAlertRules", method: "POST", path: "/queryAlertRules", run: query },
];
