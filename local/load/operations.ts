import type { Resource } from "../../program/evaluator/plan.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import { TYPE } from "../../program/model/types.ts";
import { list, record } from "../../program/model/values.ts";
import { LEVEL_SPELLINGS } from "../../receiver/level.ts";
import type { Reply } from "../cloudmonitor/api/context.ts";
import { spelled } from "./spelling.ts";

/** What is to be put into the local CloudMonitor. */
export interface Loading {
  /** Carries out an operation, and answers what it answers. */
  put: (action: string, parameters: Record<string, unknown>) => Reply;
  /** Remembers the id here of what the evaluator has another id for. */
  rename: (id: string, here: unknown) => void;
  /** Gives a task that was just made the id that the program knows. */
  renameSiteMonitor: (taskId: string, to: string) => void;
  /** The id here of an application group. One that the program does not declare is made, with members that nobody knows. */
  groupId: (id: unknown) => string;
  /** What the model says of the rule that a resource declares. */
  ruleOf: (resource: Resource) => MetricRule;
}

type Put = (resource: Resource, loading: Loading) => void;

const EVENT_NAMES = {
  ...{ nameLists: "NameList", levelLists: "LevelList", eventTypeLists: "EventTypeList" },
  ...{ sqlFilter: "SQLFilter", keyWords: "Keywords", status: "State" },
  ...{ contactParametersId: "Id", webhookParametersId: "Id", fcParametersId: "Id" },
  ...{ slsParametersId: "Id", mnsParametersId: "Id", openApiParametersId: "Id" },
};

const RULE_NAMES = {
  ...{ metricAlarmRuleId: "RuleId", groupMetricRuleName: "RuleName", targetId: "Id" },
  ...{ sendOk: "SendOK", promQl: "PromQL", expressionLists: "ExpressionList" },
};

const CONTACT_NAMES = {
  ...{ alarmContactName: "ContactName", alarmContactGroupName: "ContactGroupName", contacts: "ContactNames" },
  ...{ channelsMail: "Channels.Mail", channelsSms: "Channels.SMS" },
  ...{ channelsDingWebHook: "Channels.DingWebHook", channelsAliim: "Channels.AliIM" },
};

/** The operations by which the provider makes each type of resource, in the order in which they need each other. */
export const OPERATIONS: readonly (readonly [type: string, Put])[] = [
  [TYPE.contact, ({ inputs }, { put }) => put("PutContact", spelled(inputs, CONTACT_NAMES))],
  [TYPE.contactGroup, ({ inputs }, { put }) => put("PutContactGroup", spelled(inputs, CONTACT_NAMES))],
  [TYPE.applicationGroup, putApplicationGroup],
  [
    TYPE.applicationGroupMembers,
    ({ inputs }, { put, groupId }) =>
      put("CreateMonitorGroupInstances", { ...spelled(inputs), GroupId: groupId(inputs.groupId) }),
  ],
  [TYPE.tagGroup, putTagGroup],
  [TYPE.siteMonitor, putSiteMonitor],
  [TYPE.metricRule, ({ inputs }, { put }) => putMetricRule(inputs, put)],
  [TYPE.alarm, (resource, { put, ruleOf }) => putMetricRule(asMetricRule(ruleOf(resource)), put)],
  [
    TYPE.groupMetricRule,
    ({ inputs }, { put, groupId }) =>
      put("PutGroupMetricRule", { ...spelled(inputs, RULE_NAMES), GroupId: groupId(inputs.groupId) }),
  ],
  [TYPE.eventRule, putEventRule],
  [TYPE.connection, putConnection],
  [TYPE.apiDestination, putApiDestination],
  [TYPE.eventBridgeRule, putEventBridgeRule],
  [TYPE.silence, putSilence],
  [TYPE.prometheusWebhook, ({ inputs }, { put }) => put("CreateAlertWebhook", inputs)],
  [TYPE.prometheusRule, ({ inputs }, { put }) => put("ManageAlertRules", { action: "CREATE", ...inputs })],
];

function putApplicationGroup({ id, inputs }: Resource, { put, rename }: Loading): void {
  const { monitorGroupName, contactGroups } = inputs;
  const made = put("CreateMonitorGroup", {
    GroupName: monitorGroupName,
    ContactGroups: list(contactGroups).join(","),
  });
  rename(id, made.GroupId);
}

function putTagGroup({ id, inputs }: Resource, { put, rename }: Loading): void {
  const names = { matchExpresses: "MatchExpress", contactGroupLists: "ContactGroupList" };
  const made = put("CreateDynamicTagGroup", spelled(inputs, { ...names, templateIdLists: "TemplateIdList" }));
  const groups = put("DescribeMonitorGroups", { DynamicTagRuleId: made.Id });
  const [group] = list(record(groups.Resources).Resource);
  rename(id, record(group).GroupId);
}

function putSiteMonitor({ id, inputs }: Resource, { put, renameSiteMonitor }: Loading): void {
  const { optionJson, ispCities, customSchedule, status, ...rest } = inputs;
  const made = put("CreateSiteMonitor", {
    ...spelled(rest),
    OptionsJson: JSON.stringify(onTheWire(record(optionJson))),
    ...(ispCities !== undefined && { IspCities: JSON.stringify(ispCities) }),
    ...(customSchedule !== undefined && { CustomSchedule: JSON.stringify(customSchedule) }),
  });
  const [task] = list(record(made.CreateResultList).CreateResultList);
  const taskId = String(record(task).TaskId);
  if (status === "2") put("DisableSiteMonitors", { TaskIds: taskId });
  renameSiteMonitor(taskId, id);
}

/** Options by their names on the wire, which are in snake case but for three. */
function onTheWire(options: Record<string, unknown>): Record<string, unknown> {
  const names: Record<string, string> = {
    timeout: "time_out",
    userName: "username",
    isBaseEncode: "isBase64Encode",
  };
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(
    Object.entries(options).map(([name, each]) => [names[name] ?? snake(name), each]),
  );
}

function putMetricRule({ targets, status, ...inputs }: Record<string, unknown>, put: Loading["put"]): void {
  put("PutResourceMetricRule", spelled(inputs, RULE_NAMES));
  const RuleId = inputs.metricAlarmRuleId;
  if (targets !== undefined) put("PutMetricRuleTargets", { ...spelled({ targets }, RULE_NAMES), RuleId });
  if (status === false) put("DisableMetricRules", { RuleId: [RuleId] });
}

/** The older resource in the words of the newer one. The cloud chooses its id, here the evaluator. */
function asMetricRule(rule: MetricRule): Record<string, unknown> {
  const { inputs, id } = rule.resource;
  const levels = rule.levels.map(({ name, comparison, statistic, threshold, times }) => [
    LEVEL_SPELLINGS[name].field,
    { comparisonOperator: comparison, statistics: statistic, threshold, times },
  ]);
  const [prometheus] = list(inputs.prometheuses);
  return {
    metricAlarmRuleId: id,
    ruleName: rule.ruleName,
    namespace: rule.namespace,
    metricName: rule.metricName,
    resources: JSON.stringify(rule.resources ?? [{ resource: "_ALL" }]),
    contactGroups: rule.contactGroups.join(","),
    escalations: Object.fromEntries(levels),
    compositeExpression: inputs.compositeExpression,
    prometheus,
    period: rule.period,
    silenceTime: rule.mutePeriod,
    effectiveInterval: rule.effectiveInterval,
    webhook: inputs.webhook,
    labels: Object.entries(rule.labels).map(([key, value]) => ({ key, value })),
    targets: inputs.targets,
    status: rule.enabled,
  };
}

function putEventRule({ inputs }: Resource, { put, groupId }: Loading): void {
  const { eventPattern, groupId: group, ...rest } = inputs;
  const targets = Object.entries(rest).filter(([name]) => name.endsWith("Parameters"));
  const own = Object.entries(rest).filter(([name]) => !name.endsWith("Parameters"));
  put("PutEventRule", {
    ...spelled({ ...Object.fromEntries(own), eventPattern: [eventPattern] }, EVENT_NAMES),
    ...(group !== undefined && { GroupId: groupId(group) }),
  });
  if (targets.length === 0) return;
  put("PutEventRuleTargets", {
    ...spelled(Object.fromEntries(targets), EVENT_NAMES),
    RuleName: inputs.ruleName,
  });
}

function putConnection({ inputs }: Resource, { put }: Loading): void {
  const { networkParameters, authParameters, ...rest } = inputs;
  put("CreateConnection", {
    ...spelled(rest),
    NetworkParameters: JSON.stringify(spelled(record(networkParameters))),
    AuthParameters: JSON.stringify(spelled(record(authParameters))),
  });
}

function putApiDestination({ inputs }: Resource, { put }: Loading): void {
  const { httpApiParameters, ...rest } = inputs;
  put("CreateApiDestination", {
    ...spelled(rest),
    HttpApiParameters: JSON.stringify(spelled(record(httpApiParameters))),
  });
}

function putEventBridgeRule({ inputs }: Resource, { put }: Loading): void {
  const { targets, ...rest } = inputs;
  const all = list(targets).map((each) => spelled(record(each), { targetId: "Id", paramLists: "ParamList" }));
  put("CreateRule", { ...spelled(rest), EventTargets: JSON.stringify(all) });
}

function putSilence({ inputs }: Resource, { put, groupId }: Loading): void {
  const { scopeValues, isEnable, ...rest } = inputs;
  const made = put("CreateMetricRuleBlackList", {
    ...spelled(rest, { metricRuleBlackListName: "Name" }),
    ...(scopeValues !== undefined && { ScopeValue: JSON.stringify(list(scopeValues).map(groupId)) }),
  });
  if (isEnable === false) put("EnableMetricRuleBlackList", { Id: made.Id, IsEnable: false });
}
