import fc from "fast-check";
import { NoDataPolicy, RuleLevel } from "../../components/enums.ts";
import { metrics } from "../../components/metrics/catalogue.ts";
import type { Account, Found } from "../../import/account.ts";
import { withoutEmpty } from "../../import/read/wire.ts";
import { APPLICATION_GROUPS, applicationGroups, groupRule, prometheusRules, silence } from "./others.ts";
import { level, thing, urls } from "./shared.ts";

/** Made up, and recognisable wherever one of them stood by mistake. */
export const SECRETS = [
  "86-13812340001",
  "86-13812340002",
  "made-up-hook-1",
  "made-up-hook-2",
  "made-up-token",
];

const names = fc.constantFrom("on-call", "dba", "夜班", "Team A", "x.y", "payments 24x7", "class");
const contact = (name: string) =>
  fc
    .record({
      alarmContactName: fc.constant(name),
      describe: fc.constantFrom(name, 'Somebody "quoted" and a\nline'),
      channelsMail: fc.constantFrom("somebody@example.com", undefined),
      channelsSms: fc.constantFrom("86-13812340001", "86-13812340002", undefined),
      channelsDingWebHook: fc.constantFrom("https://robot.example.com/made-up-hook-1", undefined),
      channelsAliim: fc.constantFrom(undefined, undefined, "made-up-hook-2"),
      lang: fc.constantFrom("en", "zh-cn", undefined),
    })
    .map((inputs) => thing("contact", name, withoutEmpty(inputs)));

const group = (name: string, contacts: string[]) =>
  fc
    .record({
      alarmContactGroupName: fc.constant(name),
      describe: fc.constantFrom(undefined, undefined, "described"),
      contacts: fc.constant([...contacts].sort()),
      enableSubscribed: fc.constantFrom(undefined, undefined, true),
    })
    .map((inputs) => thing("contact group", name, withoutEmpty(inputs)));

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
      ({ metric, compositeExpression, escalations, ...inputs }): Found =>
        thing(
          "metric rule",
          id,
          withoutEmpty({
            ...inputs,
            ...metric,
            ...(compositeExpression && !inputs.prometheus ? { compositeExpression } : { escalations }),
          }),
          inputs.ruleName,
        ),
    );

const eventRule = (id: string) =>
  fc.record({ url: urls, silenceTime: fc.constantFrom(0, 600) }).map(
    ({ url, silenceTime }): Found =>
      thing(
        "event rule",
        id,
        withoutEmpty({
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
      ),
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
        applicationGroups([...given.groups, "elsewhere"]),
        fc.tuple(
          ...APPLICATION_GROUPS.map((id, index) => groupRule(`group-rule-${index}`, id, given.groups)),
        ),
        fc.tuple(silence("1"), silence("2", APPLICATION_GROUPS)),
        prometheusRules,
      )
      .map((found) => ({ found: found.flat() as Found[], notes: [] })),
  );
