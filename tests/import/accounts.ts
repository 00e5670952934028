import fc from "fast-check";
import { Comparison, NoDataPolicy, RuleLevel } from "../../components/enums.ts";
import { metrics } from "../../components/metrics/catalogue.ts";
import type { Account, Found } from "../../import/account.ts";
import { withoutEmpty } from "../../import/wire.ts";
import type { AccountStore } from "../../local/cloudmonitor/store/account.ts";
import type { CompositeRecord, EventRuleRecord, RuleRecord } from "../../local/cloudmonitor/store/records.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";

/** Made up, and recognisable wherever one of them stood by mistake. */
export const SECRETS = [
  "86-13812340001",
  "86-13812340002",
  "made-up-hook-1",
  "made-up-hook-2",
  "made-up-token",
];

const names = fc.constantFrom("on-call", "dba", "夜班", "Team A", "x.y", "payments 24x7", "class");
const urls = fc.constantFrom(
  "https://hooks.example.com/made-up-hook-1",
  "https://hooks.example.com/made-up-hook-2?a=b&c=d",
  "https://alerts.example.com/callbacks/production?token=made-up-token&rule=cpu",
  "https://alerts.example.com/callbacks/production?token=made-up-token&rule=cpu&label.owner=sre",
  `https://hooks.example.com/${"made-up-hook-1".padEnd(250, "x")}`,
);

const contact = (name: string) =>
  fc.record({
    kind: fc.constant("contact" as const),
    id: fc.constant(name),
    name: fc.constant(name),
    inputs: fc
      .record({
        alarmContactName: fc.constant(name),
        describe: fc.constantFrom(name, 'Somebody "quoted" and a\nline'),
        channelsMail: fc.constantFrom("somebody@example.com", undefined),
        channelsSms: fc.constantFrom("86-13812340001", "86-13812340002", undefined),
        channelsDingWebHook: fc.constantFrom("https://robot.example.com/made-up-hook-1", undefined),
        channelsAliim: fc.constantFrom(undefined, undefined, "made-up-hook-2"),
        lang: fc.constantFrom("en", "zh-cn", undefined),
      })
      .map(withoutEmpty),
  });

const group = (name: string, contacts: string[]) =>
  fc.record({
    kind: fc.constant("contact group" as const),
    id: fc.constant(name),
    name: fc.constant(name),
    inputs: fc
      .record({
        alarmContactGroupName: fc.constant(name),
        describe: fc.constantFrom(undefined, undefined, "described"),
        contacts: fc.constant([...contacts].sort()),
        enableSubscribed: fc.constantFrom(undefined, undefined, true),
      })
      .map(withoutEmpty),
  });

const level = fc.record({
  comparisonOperator: fc.constantFrom(...Object.values(Comparison), "SomethingNew"),
  statistics: fc.constantFrom("Average", "Maximum", "Value", "Average,Maximum"),
  threshold: fc.constantFrom("90", "0.5", "90.0", "-3", "1e3"),
  times: fc.constantFrom(1, 3, 5, 180),
});

const allMetrics = Object.values(metrics)
  .flatMap((product) => Object.values(product) as { namespace: string; metricName: string }[])
  .map(({ namespace, metricName }) => ({ namespace, metricName }));

const composite = fc.record({
  level: fc.constantFrom(...Object.values(RuleLevel)),
  times: fc.constantFrom(1, 3),
  expressionListJoin: fc.constantFrom("&&", "||"),
  expressionLists: fc.constantFrom([
    {
      metricName: "CPUUtilization",
      comparisonOperator: "GreaterThanThreshold",
      statistics: "$Average",
      threshold: "90",
      period: 60,
    },
    {
      metricName: "load_5m",
      comparisonOperator: "LessThanThreshold",
      statistics: "$Maximum",
      threshold: "8",
      period: 60,
    },
  ]),
});

const rule = (id: string, groups: string[]) =>
  fc
    .record({
      metricAlarmRuleId: fc.constant(id),
      ruleName: fc.constantFrom("ECS CPU", "CPU过高", "cpu", "it's `odd` {x}", "a // b"),
      metric: fc.oneof(
        fc.constantFrom(...allMetrics),
        fc.constant({ namespace: "acs_new", metricName: "what.ever-2" }),
      ),
      contactGroups: fc
        .shuffledSubarray(["elsewhere", ...groups], { minLength: 1 })
        .map((each) => each.join(",")),
      resources: fc.constantFrom(
        '[{"resource":"_ALL"}]',
        '[{"userId":"1000000000000001"}]',
        '[{"instanceId":"i-2"},{"instanceId":"i-1"}]',
        '[ {"instanceId" : "i-1"} ]',
      ),
      escalations: fc
        .record({ critical: fc.option(level), warn: fc.option(level), info: fc.option(level) })
        .map((each) => withoutEmpty(each)),
      compositeExpression: fc.option(composite, { freq: 6 }),
      period: fc.constantFrom("60", "300", "900", "15"),
      silenceTime: fc.constantFrom("86400", "3600", "300", "0"),
      effectiveInterval: fc.constantFrom("00:00-23:59", "08:00-18:00"),
      noEffectiveInterval: fc.constantFrom(undefined, undefined, "02:00-03:00"),
      noDataPolicy: fc.constantFrom(...Object.values(NoDataPolicy)),
      sendOk: fc.boolean(),
      emailSubject: fc.constantFrom(undefined, "subject"),
      status: fc.boolean(),
      labels: fc.constantFrom(
        [],
        [{ key: "owner", value: "sre" }],
        [
          { key: "b", value: "2" },
          { key: "a", value: "1" },
        ],
      ),
      webhook: fc.option(urls, { nil: undefined }),
      prometheus: fc.constantFrom(undefined, undefined, undefined, {
        promQl: "up == 0",
        level: "2",
        times: 3,
      }),
    })
    .map(
      ({ metric, compositeExpression, escalations, ...inputs }): Found => ({
        kind: "metric rule",
        id,
        name: inputs.ruleName,
        inputs: withoutEmpty({
          ...inputs,
          ...metric,
          ...(compositeExpression && !inputs.prometheus ? { compositeExpression } : { escalations }),
        }),
      }),
    );

const eventRule = (id: string) =>
  fc.record({ url: urls, silenceTime: fc.constantFrom(0, 600) }).map(
    ({ url, silenceTime }): Found => ({
      kind: "event rule",
      id,
      name: id,
      inputs: withoutEmpty({
        ruleName: id,
        silenceTime,
        status: "ENABLED",
        eventPattern: {
          product: "ECS",
          levelLists: ["*"],
          eventTypeLists: ["*"],
          nameLists: ["Disk:Stalled:Executing"],
        },
        contactParameters: [{ contactParametersId: "1", contactGroupName: "on-call", level: "4" }],
        webhookParameters: [{ webhookParametersId: "2", protocol: "http", method: "POST", url }],
      }),
    }),
  );

/** Accounts with everything that the program must carry over, however odd. */
export const accounts: fc.Arbitrary<Account> = fc
  .record({
    contacts: fc.uniqueArray(names, { maxLength: 4 }),
    groups: fc.uniqueArray(names, { maxLength: 3 }),
  })
  .chain((given) =>
    fc
      .tuple(
        fc.tuple(...given.contacts.map(contact)),
        fc.tuple(...given.groups.map((name) => group(name, given.contacts))),
        fc.tuple(
          ...Array.from({ length: 25 }, (_, index) => rule(`putNewAlarm_user_${index}`, given.groups)),
        ),
        fc.tuple(...["events", "e v"].map(eventRule)),
      )
      .map((found) => ({ found: found.flat() as Found[], notes: [] })),
  );

type Inputs = Record<string, never>;

/** Puts an account into the local CloudMonitor, as its API keeps it. */
export function putAccount({ found }: Account, account: AccountStore, region: RegionStore): void {
  const at = { created: 1, updated: 1 };
  for (const { kind, name, inputs: given } of found) {
    const inputs = given as Inputs;
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
    } else if (kind === "metric rule") region.putRule({ ...at, ...ruleRecord(inputs) });
    else region.eventRules.set(name, eventRuleRecord(inputs));
  }
}

function ruleRecord(inputs: Inputs): Omit<RuleRecord, "created" | "updated"> {
  const { metricAlarmRuleId, silenceTime, sendOk, status, labels = [], escalations = {}, ...others } = inputs;
  const { compositeExpression, prometheus } = inputs as Record<string, Record<string, never> | undefined>;
  return {
    ...(others as unknown as RuleRecord),
    ruleId: metricAlarmRuleId ?? "",
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
    enabled: status ?? false,
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
