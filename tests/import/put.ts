import type { Account, Part } from "../../import/account.ts";
import { withoutEmpty } from "../../import/read/wire.ts";
import type { AccountStore } from "../../local/cloudmonitor/store/account.ts";
import type {
  BlackListRecord,
  CompositeRecord,
  EventRuleRecord,
  RuleRecord,
} from "../../local/cloudmonitor/store/records.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";
import { TAGGED } from "./shared.ts";

type Inputs = Record<string, never>;

/** Puts an account into the local CloudMonitor, as its API keeps it. */
export function putAccount({ found }: Account, account: AccountStore, region: RegionStore): void {
  const at = { created: 1, updated: 1 };
  for (const { kind, name, parts } of found) {
    const [{ id }] = parts;
    const inputs = parts[0].inputs as Inputs;
    if (kind === "contact") {
      const {
        channelsMail: Mail,
        channelsSms: SMS,
        channelsAliim: AliIM,
        channelsDingWebHook: DingWebHook,
      } = inputs;
      account.contacts.set(name, {
        ...at,
        name,
        describe: inputs.describe ?? "",
        lang: inputs.lang ?? "",
        channels: withoutEmpty({ Mail, SMS, AliIM, DingWebHook }),
        activated: ["Mail", "SMS", "AliIM", "DingWebHook"],
        dingTalkWebhook: DingWebHook,
      });
    } else if (kind === "contact group") {
      const { describe = "", contacts = [], enableSubscribed = false } = inputs;
      account.groups.set(name, { ...at, name, describe, contacts, enableSubscribed });
    } else if (kind === "event rule") region.eventRules.set(name, eventRuleRecord(inputs));
    else if (kind === "application group") putApplicationGroup(parts, region);
    else if (kind === "silence") region.blackLists.set(id, { ...at, ...blackList(id, inputs) });
    else if (kind === "Prometheus rule")
      for (const part of parts) region.alertRules.set(part.id, { ...part.inputs, uuid: part.id });
    else region.putRule({ ...at, ...ruleRecord(inputs) });
  }
}

function putApplicationGroup([group, members]: Part[], region: RegionStore): void {
  const { id = "", inputs = {} } = group ?? {};
  const { monitorGroupName, contactGroups = [], tags = {}, tagKey } = inputs as Record<string, never>;
  const made = { created: 1, updated: 1 };
  const plain = {
    ...made,
    type: "custom",
    name: monitorGroupName ?? "",
    contactGroups,
    tags: [],
    instances: [],
  };
  if (tagKey === undefined) {
    const pairs = Object.entries(tags as Record<string, string>).map(([Key, Value]) => ({ Key, Value }));
    const instances = ((members?.inputs.instances ?? []) as object[]).map(capitals) as never;
    region.putMonitorGroup({ ...plain, id: Number(id), tags: pairs, instances });
    return;
  }
  const { matchExpresses, matchExpressFilterRelation, contactGroupLists } = inputs as Record<string, never>;
  const expressions = (matchExpresses as unknown as object[]).map(capitals) as never;
  region.dynamicTags.set(id, {
    id,
    tagKey,
    tagRegionId: region.name,
    contactGroups: contactGroupLists ?? [],
    templateIds: [],
    relation: matchExpressFilterRelation ?? "",
    expressions,
  });
  region.putMonitorGroup({ ...plain, id: TAGGED, name: "team-shop", type: "tag", dynamicTagRuleId: id });
}

function blackList(id: string, inputs: Inputs): Omit<BlackListRecord, "created" | "updated"> {
  const { metricRuleBlackListName, namespace, category, scopeType, isEnable } = inputs;
  const { instances = [], metrics = [], enableStartTime, enableEndTime } = inputs;
  const time = (text?: string) => (text === undefined ? undefined : Number(text));
  return {
    id,
    name: metricRuleBlackListName ?? "",
    namespace: namespace ?? "",
    category: category ?? "",
    instances: (instances as string[]).map((each) => JSON.parse(each)),
    metrics: (metrics as object[]).map((each) => ({ Resource: "", ...capitals(each) })) as never,
    effectiveTime: inputs.effectiveTime,
    enableStartTime: time(enableStartTime),
    enableEndTime: time(enableEndTime),
    scopeType: scopeType ?? "",
    scopeValue: inputs.scopeValues ?? [],
    enabled: isEnable ?? false,
  };
}

/** A rule on resources, or on an application group, where some fields have other names. */
function ruleRecord(inputs: Inputs): Omit<RuleRecord, "created" | "updated"> {
  const { silenceTime, sendOk, status, labels = [], escalations = {}, dimensions, ...others } = inputs;
  const { compositeExpression, prometheus } = inputs as Record<string, Record<string, never> | undefined>;
  return {
    ...(others as unknown as RuleRecord),
    resources: inputs.resources ?? "",
    contactGroups: inputs.contactGroups ?? "",
    ruleId: inputs.metricAlarmRuleId ?? inputs.ruleId ?? "",
    ruleName: inputs.ruleName ?? inputs.groupMetricRuleName ?? "",
    period: String(inputs.period),
    extraDimensions: dimensions,
    escalations: Object.fromEntries(
      Object.entries(escalations as Record<string, object>).map(([level, each]) => [
        capital(level),
        capitals(each),
      ]),
    ),
    composite: compositeExpression && {
      ...(capitals(compositeExpression) as unknown as CompositeRecord),
      ExpressionList: ((compositeExpression.expressionLists ?? []) as object[]).map(capitals) as never,
    },
    prometheus: prometheus && {
      PromQL: prometheus.promQl ?? "",
      Level: prometheus.level ?? "",
      Times: prometheus.times ?? 0,
      Annotations: [],
    },
    labels: (labels as object[]).map(capitals) as never,
    silenceTime: Number(silenceTime),
    sendOk,
    enabled: status ?? true,
    targets: [],
  };
}

function eventRuleRecord(inputs: Inputs): EventRuleRecord {
  const { ruleName = "", silenceTime = 0, eventPattern, contactParameters, webhookParameters } = inputs;
  const { product, nameLists, levelLists, eventTypeLists } = eventPattern as unknown as Record<string, never>;
  const target = (each: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(each).map(([key, value]) => [key.endsWith("ParametersId") ? "Id" : capital(key), value]),
    ) as { Id: string } & Record<string, string>;
  return {
    name: ruleName,
    eventType: "SYSTEM",
    description: "",
    silenceTime,
    state: "ENABLED",
    patterns: [
      {
        Product: product ?? "",
        NameList: nameLists ?? [],
        LevelList: levelLists ?? [],
        StatusList: [],
        EventTypeList: eventTypeLists ?? [],
      },
    ],
    targets: {
      ContactParameters: (contactParameters as unknown as Record<string, string>[]).map(target),
      WebhookParameters: (webhookParameters as unknown as Record<string, string>[]).map(target),
      FcParameters: [],
      SlsParameters: [],
      MnsParameters: [],
      OpenApiParameters: [],
    },
  };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function capitals(record: object): Record<string, never> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [capital(key), value])) as never;
}
