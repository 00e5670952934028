import { ofType, type Plan, type Resource } from "../../program/evaluator/plan.ts";
import type { CloudMonitorApi } from "../cloudmonitor/api/api.ts";

/** A type of resource, and the operation by which the provider makes one. */
interface Kind {
  type: string;
  action: string;
  /** Inputs that the API calls by another name than its usual spelling. */
  names: Record<string, string>;
}

/** In the order in which they need each other. */
const KINDS: readonly Kind[] = [
  {
    type: "alicloud:cms/alarmContact:AlarmContact",
    action: "PutContact",
    names: {
      alarmContactName: "ContactName",
      channelsMail: "Channels.Mail",
      channelsSms: "Channels.SMS",
      channelsDingWebHook: "Channels.DingWebHook",
      channelsAliim: "Channels.AliIM",
    },
  },
  {
    type: "alicloud:cms/alarmContactGroup:AlarmContactGroup",
    action: "PutContactGroup",
    names: { alarmContactGroupName: "ContactGroupName", contacts: "ContactNames" },
  },
  {
    type: "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule",
    action: "PutResourceMetricRule",
    names: {
      metricAlarmRuleId: "RuleId",
      sendOk: "SendOK",
      promQl: "PromQL",
      expressionLists: "ExpressionList",
    },
  },
];

/** Puts a program's contacts, groups and metric rules into the local CloudMonitor, as the provider would. */
export function putDeclared(api: CloudMonitorApi, plan: Plan, at: { account: string; region: string }): void {
  for (const { type, action, names } of KINDS) {
    for (const resource of ofType(plan, type)) {
      api.perform(at, action, parametersOf(resource, names));
      if (resource.inputs.status === false) {
        api.perform(at, "DisableMetricRules", { RuleId: [resource.inputs.metricAlarmRuleId] });
      }
    }
  }
}

function parametersOf({ inputs }: Resource, names: Record<string, string>): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(renamed(inputs, names) as Record<string, unknown>)) {
    const [outer = "", inner] = name.split(".");
    if (inner === undefined) parameters[outer] = value;
    else parameters[outer] = { ...(parameters[outer] as object | undefined), [inner]: value };
  }
  return parameters;
}

/** `comparisonOperator` is `ComparisonOperator` in the API, and so are most names. */
function renamed(value: unknown, names: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      names[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      renamed(each, names),
    ]),
  );
}
