import type { JsonObject } from "../../store/records.ts";
import type { Context, Operation, Reply } from "../context.ts";
import { ApiError, illegal } from "../errors.ts";
import type { Params } from "../params.ts";

export const EVENT_BRIDGE_VERSION = "2020-04-01";

const notExisting = (code: string, name: string) => new ApiError(404, code, `${name} does not exist.`);
const existing = (code: string, name: string) => new ApiError(409, code, `${name} exists already.`);

function json(params: Params, name: string): unknown {
  const text = params.text(name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw illegal(`${name} is not JSON.`);
  }
}

/** Operations on objects that have a name and texts of JSON in them. */
function named(kind: "Connection" | "ApiDestination", fields: readonly string[]): Record<string, Operation> {
  const list = ({ region }: Context) => region.eventBridge[kind];
  const nameOf = ({ params }: Context) => params.required(`${kind}Name`);
  const read = ({ params }: Context) => {
    const given = fields.map((field) => [field, json(params, field)]);
    const texts = ["Description", "ConnectionName"].map((field) => [field, params.text(field)]);
    return Object.fromEntries([...given, ...texts].filter(([, value]) => value !== undefined)) as JsonObject;
  };
  const known = (context: Context): JsonObject => {
    const name = nameOf(context);
    const object = list(context).get(name);
    if (!object) throw notExisting(`${kind}NotExist`, name);
    return object;
  };
  return {
    [`Create${kind}`]: (context) => {
      const name = nameOf(context);
      if (list(context).has(name)) throw existing(`${kind}AlreadyExist`, name);
      list(context).set(name, { ...read(context), [`${kind}Name`]: name, GmtCreate: context.now });
      const data = { [`${kind}Name`]: name };
      // The provider reads `Date` of an API destination.
      return { Data: data, Date: data };
    },
    [`Get${kind}`]: (context) => {
      const object = known(context);
      return { Data: kind === "Connection" ? { Connections: [object] } : object };
    },
    [`Update${kind}`]: (context) => {
      list(context).set(nameOf(context), { ...known(context), ...read(context) });
      return {};
    },
    [`Delete${kind}`]: (context) => {
      known(context);
      list(context).delete(nameOf(context));
      return {};
    },
  };
}

function ruleOf(context: Context): { name: string; rule: JsonObject } {
  const name = context.params.required("RuleName");
  const rule = context.region.eventBridge.Rule.get(name);
  if (!rule) throw notExisting("EventRuleNotExisted", name);
  return { name, rule };
}

function change(context: Context, changes: JsonObject): Reply {
  const { name, rule } = ruleOf(context);
  context.region.eventBridge.Rule.set(name, { ...rule, ...changes });
  return {};
}

/** A target as it is answered, with what the server adds to it. */
function targetsOf(params: Params, name: string): JsonObject[] {
  const targets = json(params, name) ?? [];
  if (!Array.isArray(targets)) throw illegal(`${name} is no list.`);
  return targets as JsonObject[];
}

const RULES: Record<string, Operation> = {
  CreateRule: (context) => {
    const { params, region } = context;
    const name = params.required("RuleName");
    if (region.eventBridge.Rule.has(name)) throw existing("EventRuleExisted", name);
    if (json(params, "FilterPattern") === undefined) throw illegal("FilterPattern is missing.");
    region.eventBridge.Rule.set(name, {
      RuleName: name,
      EventBusName: params.required("EventBusName"),
      FilterPattern: params.required("FilterPattern"),
      Description: params.text("Description") ?? "",
      Status: params.text("Status") ?? "ENABLE",
      Targets: targetsOf(params, "EventTargets"),
    });
    return { Data: { RuleName: name } };
  },
  GetRule: (context) => ({ Data: ruleOf(context).rule }),
  UpdateRule: (context) =>
    change(context, {
      FilterPattern: context.params.required("FilterPattern"),
      Description: context.params.text("Description") ?? "",
    }),
  PutTargets: (context) => change(context, { Targets: targetsOf(context.params, "Targets") }),
  EnableRule: (context) => change(context, { Status: "ENABLE" }),
  DisableRule: (context) => change(context, { Status: "DISABLE" }),
  DeleteRule: (context) => {
    context.region.eventBridge.Rule.delete(ruleOf(context).name);
    return {};
  },
};

/** The operations of EventBridge 2020-04-01 that are served: those by which the provider makes a rule. */
export const EVENT_BRIDGE_OPERATIONS: Readonly<Record<string, Operation>> = {
  ...named("Connection", ["AuthParameters", "NetworkParameters"]),
  ...named("ApiDestination", ["HttpApiParameters"]),
  ...RULES,
};
