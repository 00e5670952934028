import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import {
  AlertContact,
  type AlertContactArgs,
  AlertReceiver,
  type AlertReceiverArgs,
  Comparison,
  ContactGroup,
  type ContactGroupArgs,
  DestinationKind,
  MetricRule,
  type MetricRuleArgs,
  metrics,
  RuleLevel,
  Statistic,
} from "../../components/index.ts";
import { FIELDS } from "../../receiver/message/template.ts";
import { mistake, useMocks } from "./mocks.ts";

const SECRET = "a-stack-secret-that-is-made-up-for-tests";

beforeAll(() => useMocks({ "cloudmonitor-relay:callbackSecret": SECRET }));

const level = { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 90, times: 3 };

const rule: MetricRuleArgs = {
  metric: metrics.ecs.CPUUtilization,
  critical: level,
  contactGroups: ["on-call"],
};

const composite = (raw: string): Partial<MetricRuleArgs> => ({
  critical: undefined,
  composite: { level: RuleLevel.Warn, raw },
});

describe("MetricRule refuses", () => {
  const cases: [string, Partial<MetricRuleArgs>, string][] = [
    [
      "no level",
      { critical: undefined },
      "critical, warn, info are all missing: a rule needs at least one level",
    ],
    [
      "a statistic that the metric lacks",
      { critical: { ...level, statistic: Statistic.Sum } },
      "critical.statistic must be one that CPUUtilization offers (Average, Minimum, Maximum), not Sum",
    ],
    [
      "an unknown statistic on an unknown metric",
      {
        metric: { namespace: "acs_new", metricName: "m" },
        critical: { ...level, statistic: "Median" },
      },
      "critical.statistic must be one of Average, Minimum, Maximum, Sum, Value, ErrorCodeMaximum, not Median, unless the metric's own statistics list it",
    ],
    [
      "an unknown comparison",
      { warn: { ...level, comparison: ">=" as never } },
      'warn.comparison must be one of Comparison.Above, Comparison.AtLeast, Comparison.Below, Comparison.AtMost, Comparison.Equal, Comparison.NotEqual, Comparison.AboveYesterday, Comparison.BelowYesterday, Comparison.AboveLastWeek, Comparison.BelowLastWeek, Comparison.AboveLastPeriod, Comparison.BelowLastPeriod, not ">="',
    ],
    [
      "a threshold that is no number",
      { critical: { ...level, threshold: Number.NaN } },
      "critical.threshold must be a finite number, not NaN",
    ],
    [
      "a threshold outside of percent",
      { critical: { ...level, threshold: 950 } },
      "critical.threshold must be from 0 to 100: CPUUtilization is in %, so 950 can't be what is meant",
    ],
    [
      "no times",
      { critical: { ...level, times: 0 } },
      "critical.times must be a whole number from 1 to 1000, not 0",
    ],
    [
      "broken times",
      { critical: { ...level, times: 1.5 } },
      "critical.times must be a whole number from 1 to 1000, not 1.5",
    ],
    [
      "a period that is no duration",
      { period: "often" },
      'period must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "often"',
    ],
    [
      "a period between the metric's",
      { period: "90 seconds" },
      'period must be a multiple of 1 minute, which is how often CPUUtilization arrives, not "90 seconds"',
    ],
    [
      "a mute period that is no duration",
      { mutePeriod: "1 fortnight" },
      'mutePeriod must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "1 fortnight"',
    ],
    [
      "a mute period that is too short",
      { mutePeriod: "1 minute" },
      'mutePeriod must be from 5 minutes to 1 day, not "1 minute"',
    ],
    [
      "a mute period that is too long",
      { mutePeriod: "2 days" },
      'mutePeriod must be from 5 minutes to 1 day, not "2 days"',
    ],
    [
      "an interval of another form",
      { effectiveInterval: "9-17" },
      'effectiveInterval must be "HH:mm-HH:mm", optionally with an offset and days as in "09:00-18:00 +0800 dayofweek 1,2,3,4,5", not "9-17"',
    ],
    [
      "an excluded interval of another form",
      { noEffectiveInterval: "24:00-25:00" },
      'noEffectiveInterval must be "HH:mm-HH:mm", optionally with an offset and days as in "09:00-18:00 +0800 dayofweek 1,2,3,4,5", not "24:00-25:00"',
    ],
    [
      "an unknown no-data policy",
      { noDataPolicy: "PANIC" as never },
      'noDataPolicy must be one of NoDataPolicy.KeepLastState, NoDataPolicy.Alert, NoDataPolicy.Recover, not "PANIC"',
    ],
    [
      "no contact group",
      { contactGroups: [] },
      "contactGroups must name at least one contact group: CloudMonitor requires it",
    ],
    ["the same group twice", { contactGroups: ["a-group", "a-group"] }, 'contactGroups name "a-group" twice'],
    [
      "a group with a comma",
      { contactGroups: ["a,b"] },
      'contactGroups hold "a,b", which must not contain a comma: CloudMonitor joins names with commas',
    ],
    [
      "no resource",
      { resources: [] },
      "resources must not be an empty list; leave it out to watch every resource",
    ],
    [
      "a resource without dimensions",
      { resources: [{}] },
      "resources must give at least one dimension (resource 1)",
    ],
    [
      "an unknown dimension",
      { resources: [{ instanceId: "i-1" }, { instanceID: "i-2" }] },
      'resources must use dimensions that CPUUtilization has (instanceId), not "instanceID" (resource 2); did you mean "instanceId"?',
    ],
    [
      "an empty dimension",
      { resources: [{ instanceId: "" }] },
      'resources must give a value for "instanceId" (resource 1)',
    ],
    [
      "a resource twice",
      { resources: [{ instanceId: "i-1" }, { instanceId: "i-1" }] },
      "resources must not list the same resource twice (resource 2)",
    ],
    [
      "a key that no URL should hold",
      { key: "CPU hot!" },
      'key must be 1 to 64 letters, digits, dots, hyphens or underscores, not "CPU hot!"',
    ],
    ["an empty name", { ruleName: " " }, "ruleName must not be empty"],
    [
      "an interval between two values",
      { interval: "90 seconds" },
      'interval must be a multiple of 1 minute, which is how often CPUUtilization arrives, not "90 seconds"',
    ],
    [
      "an interval that is no time",
      { interval: "often" },
      'interval must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "often"',
    ],
    [
      "an empty mail subject",
      { emailSubject: "" },
      "emailSubject must not be empty; leave it out for CloudMonitor's own",
    ],
    [
      "an empty label",
      { labels: { team: "" } },
      "labels.team must have a value, and a name of letters, digits, dots, hyphens or underscores",
    ],
    [
      "a callback that is no URL",
      { callback: "alerts.example.com" },
      "callback must be an http or https URL",
    ],
    [
      "a callback that is too long",
      { callback: `https://x.example.com/${"x".repeat(200)}` },
      "callback must be at most 200 characters, not 222",
    ],
    [
      "a negative change",
      { warn: { comparison: Comparison.AboveYesterday, threshold: -5 } },
      "warn.threshold must not be negative: it is a change in percent, not -5",
    ],
    [
      "a runbook that is no URL",
      { runbook: "see the wiki" },
      'runbook must be an http or https URL, not "see the wiki"',
    ],
    [
      "labels that make the callback too long",
      { labels: { a: "x".repeat(150) }, callback: "https://alerts.example.com/callbacks/production?token=t" },
      "callback becomes 223 characters long with rule, label.a, and at most 200 are sure to arrive: shorten them, or set carryLabels to false",
    ],
    [
      "an incident that is open for no time",
      { openFor: "10 seconds" },
      'openFor must be from 1 minute to 365 days, not "10 seconds"',
    ],
    [
      "a query of another namespace, beside a level",
      { promql: { query: "up ==", level: RuleLevel.Critical } },
      [
        "promql.query is not PromQL: see position 6, the end",
        'MetricRule "cpu": metric.namespace must be acs_prometheus with promql, and metricName the namespace of hybrid monitoring, not "acs_ecs_dashboard"',
        'MetricRule "cpu": promql stands alone: the query says what is watched and from when (leave out critical)',
      ].join("\n"),
    ],
    [
      "hybrid monitoring without a query",
      { metric: { namespace: "acs_prometheus", metricName: "shop" } },
      "promql is missing: the namespace acs_prometheus has rules by PromQL alone",
    ],
    [
      "levels beside a composite expression",
      { composite: { level: RuleLevel.Critical, raw: "$Average > 90" } },
      "composite must be left out where there are levels (critical): a rule has one or the other",
    ],
    [
      "one condition as a composite expression",
      {
        critical: undefined,
        composite: {
          level: RuleLevel.Critical,
          conditions: [{ comparison: Comparison.AtLeast, threshold: 90 }],
        },
      },
      "composite.conditions must hold at least two conditions, or raw must be given; one condition is a level",
    ],
    [
      "conditions of two namespaces",
      {
        critical: undefined,
        composite: {
          level: RuleLevel.Warn,
          conditions: [
            { comparison: Comparison.AtLeast, threshold: 90 },
            { metric: metrics.rds.CpuUsage, comparison: Comparison.AtLeast, threshold: 90 },
          ],
        },
      },
      "composite.conditions[1].metric must be of acs_ecs_dashboard, as the rule's own, not of acs_rds_dashboard",
    ],
    [
      "a condition with a period of its own that does not fit",
      {
        critical: undefined,
        composite: {
          level: RuleLevel.Warn,
          conditions: [
            { comparison: Comparison.AtLeast, threshold: 90, period: "90s" },
            { comparison: Comparison.AtMost, threshold: 95 },
          ],
        },
      },
      'composite.conditions[0].period must be a multiple of 1 minute, which is how often CPUUtilization arrives, not "90s"',
    ],
    [
      "an unknown level of a composite expression",
      { critical: undefined, composite: { level: "HIGH" as never, raw: "$Average>1" } },
      'composite.level must be one of RuleLevel.Critical, RuleLevel.Warn, RuleLevel.Info, not "HIGH"',
    ],
    [
      "a raw expression of nothing",
      composite("cpu > 90"),
      "composite.raw must compare a statistic such as $Average",
    ],
    [
      "a raw expression with a bracket too few",
      composite("$Average > ($x == 1 ? 80 : 50"),
      'composite.raw lacks a ")"',
    ],
    [
      "a raw expression with a bracket too many",
      composite("$Average > 90)"),
      'composite.raw has a ")" that nothing opens',
    ],
    [
      "a raw expression with an open quote",
      composite("$instanceId == 'i-1"),
      "composite.raw has a ' that is never closed",
    ],
    [
      "a metric of nothing",
      { metric: { namespace: "", metricName: "" } },
      [
        "metric.metricName is missing: Metric id, e.g. `CPUUtilization`",
        'MetricRule "cpu": metric.namespace is missing: Namespace as rules spell it, e.g. `acs_ecs_dashboard`',
      ].join("\n"),
    ],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new MetricRule("cpu", { ...rule, ...changes }))).toBe(
      `MetricRule "cpu": ${message}`,
    );
  });

  test("a component's name that can't be a key, and says where it comes from", () => {
    expect(mistake(() => new MetricRule("处理器", rule))).toBe(
      'MetricRule "处理器": key (by default the component\'s name) must be 1 to 64 letters, digits, dots, hyphens or underscores, not "处理器"',
    );
  });

  test("everything at once, not only the first", () => {
    const message = mistake(
      () => new MetricRule("cpu", { ...rule, critical: { ...level, times: 0, threshold: 200 }, period: "x" }),
    );
    expect(message.split("\n")).toHaveLength(3);
  });
});

const contact: AlertContactArgs = { mail: "a@example.com" };

describe("AlertContact refuses", () => {
  const cases: [string, Partial<AlertContactArgs>, string][] = [
    [
      "no channel",
      { mail: undefined },
      "mail, phone, dingTalkWebhook are all missing: a contact needs at least one of them",
    ],
    ["a name of one character", { contactName: "x" }, "contactName must be 2 to 40 characters, not 1"],
    [
      "a name with a comma",
      { contactName: "a,b" },
      "contactName must not contain a comma: CloudMonitor joins names with commas",
    ],
    ["an empty description", { description: "" }, "description must not be empty: CloudMonitor requires one"],
    ["a mail address that is none", { mail: "on-call" }, "mail must be one mail address"],
    ["two mail addresses", { mail: "a@example.com,b@example.com" }, "mail must be one mail address"],
    [
      "a phone number that is none",
      { phone: "call me" },
      'phone must be one phone number of digits and hyphens, such as "86-10-60000000"',
    ],
    ["a webhook that is none", { dingTalkWebhook: "robot" }, "dingTalkWebhook must be an http or https URL"],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new AlertContact("mail", { ...contact, ...changes }))).toBe(
      `AlertContact "mail": ${message}`,
    );
  });

  test("without repeating the phone number or the webhook", () => {
    expect(mistake(() => new AlertContact("mail", { phone: "+86 138 1234 5678" }))).not.toContain("138");
    expect(
      mistake(() => new AlertContact("mail", { dingTalkWebhook: "ftp://x/secret-token" })),
    ).not.toContain("secret-token");
  });
});

describe("ContactGroup refuses", () => {
  const cases: [string, ContactGroupArgs, string][] = [
    ["no contact", { contacts: [] }, "contacts must name at least one contact: nobody would be notified"],
    [
      "more than a hundred",
      { contacts: Array.from({ length: 101 }, (_, index) => `c${index}`) },
      "contacts must be at most 100 names, not 101",
    ],
    ["a contact twice", { contacts: ["aa", "bb", "aa"] }, 'contacts name "aa" twice'],
    ["an empty name", { contacts: ["aa", ""] }, "contacts must not hold an empty name (position 2)"],
    [
      "a name that is too long",
      { groupName: "x".repeat(41), contacts: ["aa"] },
      "groupName must be 2 to 40 characters, not 41",
    ],
  ];
  test.each(cases)("%s", (_name, args, message) => {
    expect(mistake(() => new ContactGroup("group", args))).toBe(`ContactGroup "group": ${message}`);
  });
});

const receiver: AlertReceiverArgs = {
  accountId: "0".repeat(32),
  hostname: "alerts.example.com",
  callbackSecret: SECRET,
  destinations: { itoc: { kind: DestinationKind.Itoc360, credential: "token-0001" } },
  sources: { production: { deliverTo: ["itoc"] } },
};

describe("AlertReceiver refuses", () => {
  const hook = {
    kind: DestinationKind.Webhook,
    credential: `whsec_${"YWFh".repeat(10)}`,
    url: "https://hooks.example.com/",
  };
  const marked = { destinations: { itoc: { ...receiver.destinations.itoc, drill: true } as typeof hook } };
  const cases: [string, Partial<AlertReceiverArgs>, string][] = [
    [
      "no address",
      { hostname: undefined },
      "hostname is missing: give a host name in a zone of your own, or workersDevSubdomain",
    ],
    [
      "two addresses",
      { workersDevSubdomain: "acme" },
      "workersDevSubdomain must be left out where there is a hostname: one address is enough",
    ],
    [
      "a URL for a host name",
      { hostname: "https://alerts.example.com" },
      'hostname must be a host name in lower case, without scheme or path, not "https://alerts.example.com"',
    ],
    [
      "a whole host for a subdomain",
      { hostname: undefined, workersDevSubdomain: "acme.workers.dev" },
      'workersDevSubdomain must be the part before .workers.dev, not "acme.workers.dev"',
    ],
    [
      "a script name with capitals",
      { scriptName: "Relay" },
      'scriptName must be 1 to 53 lower-case letters, digits or hyphens, beginning with a letter, not "Relay"',
    ],
    ["no source", { sources: {} }, "sources must name at least one source"],
    [
      "a source that goes nowhere",
      { sources: { production: { deliverTo: [] } } },
      "sources.production.deliverTo must name at least one destination",
    ],
    [
      "a destination that is none",
      { sources: { production: { deliverTo: ["itoc", "pager"] } } },
      'sources.production.deliverTo names "pager", which is no destination (itoc)',
    ],
    [
      "a destination twice",
      { sources: { production: { deliverTo: ["itoc", "itoc"] } } },
      'sources.production.deliverTo names "itoc" twice',
    ],
    [
      "a name that no URL should hold",
      { sources: { Production: { deliverTo: ["itoc"] } } },
      "sources.Production must be 1 to 40 lower-case letters, digits or hyphens, beginning with a letter",
    ],
    [
      "generation nought",
      { sources: { production: { deliverTo: ["itoc"], generation: 0 } } },
      "sources.production.generation must be at least 1",
    ],
    [
      "a ping of a name that no binding should have",
      { pings: { Beat: { url: "https://beat.example.com/key" } } },
      "pings.Beat must be 1 to 40 lower-case letters, digits or hyphens, beginning with a letter",
    ],
    [
      "a drill that nobody is marked for",
      { sources: { production: { deliverTo: ["itoc"], drill: {} } } },
      "sources.production.drill reaches no destination that has `drill: true`: mark one where its route leads, or give it the level and labels of a route",
    ],
    [
      "a drill of a schedule that is none",
      { ...marked, sources: { production: { deliverTo: ["itoc"], drill: { schedule: "every Monday" } } } },
      'sources.production.drill.schedule must be a cron pattern of five fields, in UTC, such as "0 2 * * MON", not "every Monday"',
    ],
    [
      "a drill every five minutes",
      { ...marked, sources: { production: { deliverTo: ["itoc"], drill: { schedule: "*/5 * * * *" } } } },
      'sources.production.drill.schedule must name one minute, so that there is at most one an hour, not "*/5"',
    ],
    [
      "a drill on a day of the week that two count differently",
      { ...marked, sources: { production: { deliverTo: ["itoc"], drill: { schedule: "0 2 * * 1" } } } },
      'sources.production.drill.schedule must name days of the week, such as MON, not "1"',
    ],
    [
      "a drill that may take a day",
      { ...marked, sources: { production: { deliverTo: ["itoc"], drill: { within: "1 day" } } } },
      'sources.production.drill.within must be from 30 seconds to 1 hour, not "1 day"',
    ],
    [
      "a ping that stands for a destination that is none",
      { pings: { beat: { url: "https://beat.example.com/key", destinations: ["nobody"] } } },
      'pings.beat.destinations names "nobody", which is no destination (itoc)',
    ],
    [
      "a ping without TLS",
      { pings: { beat: { url: "http://beat.example.com/key" } } },
      "pings.beat.url must be an https URL",
    ],
    [
      "a ping with a header that the relay sets itself",
      { pings: { beat: { url: "https://beat.example.com/key", headers: { Host: "other" } } } },
      "pings.beat.headers must not hold Host: the relay sets it itself",
    ],
    [
      "an operator token of generation nought",
      { operatorGeneration: 0 },
      "operatorGeneration must be at least 1",
    ],
    ...(
      [
        [
          "no times",
          {},
          '.0.schedule is missing: give words such as "every Sunday 02:00–04:00", "every weekday 22:00–06:00", "every Tuesday and Friday 01:00–02:00", or a cron pattern of five fields such as "0 2 1 * *"; or from and until for a window that comes once',
        ],
        [
          "words that nobody knows",
          { schedule: "on Sundays" },
          '.0.schedule must be words such as "every Sunday 02:00–04:00", "every weekday 22:00–06:00", "every Tuesday and Friday 01:00–02:00", or a cron pattern of five fields such as "0 2 1 * *", not "on Sundays"',
        ],
        [
          "an hour that no day has",
          { schedule: "0 25 * * *", duration: "1 hour" },
          '.0.schedule must be words such as "every Sunday 02:00–04:00", "every weekday 22:00–06:00", "every Tuesday and Friday 01:00–02:00", or a cron pattern of five fields such as "0 2 1 * *", not "0 25 * * *": Invalid value for hour: 25',
        ],
        [
          "a pattern that never ends",
          { schedule: "0 2 * * *" },
          '.0.duration is missing: how long does it last each time, e.g. "2 hours"?',
        ],
        [
          "two ends",
          { schedule: "every day 02:00–04:00", duration: "1 hour" },
          '.0.duration must be left out: the schedule "every day 02:00–04:00" says when it ends',
        ],
        [
          "a duration and two dates",
          { from: "2026-12-01", until: "2026-12-02", duration: "1 hour" },
          ".0.duration must be left out: the window lasts from `from` to `until`",
        ],
        [
          "seconds",
          { schedule: "0 2 * * *", duration: "30 seconds" },
          '.0.duration must be from 1 minute to 31 days, not "30 seconds"',
        ],
        [
          "a date that no year has",
          { from: "2026-02-30", until: "2026-12-02" },
          '.0.from must be a date that exists, such as "2026-12-01" or "2026-12-01 22:00", not "2026-02-30"',
        ],
        [
          "an end before its beginning",
          { from: "2026-12-02", until: "2026-12-01 22:00" },
          '.0.until must be after from, 2026-12-02, not "2026-12-01 22:00"',
        ],
        [
          "a zone that is none",
          { schedule: "every day 02:00–04:00", timeZone: "Asia/Peking" },
          '.0.timeZone must be the IANA name of a time zone, such as "Asia/Shanghai"',
        ],
        [
          "a level that is none",
          { schedule: "every day 02:00–04:00", notBelow: "loud" },
          '[0].notBelow must be one of AlertLevel.Critical, AlertLevel.Error, AlertLevel.Warn, AlertLevel.Info, AlertLevel.NoData, not "loud"',
        ],
        [
          "no level that it could pass",
          { schedule: "every day 02:00–04:00", passes: [] },
          ".0.passes must name at least one level, or be left out",
        ],
        [
          "a pattern of the wrong words",
          { schedule: "every day 02:00–04:00", kinds: ["test"] },
          '[0].kinds[0] must be one of AlertKind.Metric, AlertKind.Event, AlertKind.Subscription, AlertKind.Contact, AlertKind.Prometheus, AlertKind.Grafana, AlertKind.LogService, AlertKind.Unrecognised, AlertKind.Receiver, not "test"',
        ],
      ] as [string, object, string][]
    ).map(
      ([what, window, message]) =>
        [
          `a maintenance window with ${what}`,
          { sources: { production: { deliverTo: ["itoc"], maintenance: [window] } } },
          `sources.production.maintenance${message}`,
        ] as [string, object, string],
    ),
    [
      "inhibitions in a circle",
      {
        sources: {
          production: {
            deliverTo: ["itoc"],
            inhibitions: [
              { name: "host", cause: { rules: ["host-*"] }, effects: { rules: ["disk-*", "net-*"] } },
              { name: "disk", cause: { rules: ["disk-full"] }, effects: { rules: ["db-*"] } },
              { name: "db", cause: { namespaces: ["acs_rds*"] }, effects: { rules: ["*-down"] } },
            ],
          },
        },
      },
      'sources.production.inhibitions.0.effects may be the cause that another one holds, in a circle ("host" → "disk" → "db" → "host"): then nobody would be told of any',
    ],
    [
      "an inhibition by everything",
      {
        sources: {
          production: { deliverTo: ["itoc"], inhibitions: [{ cause: {}, effects: { rules: ["a"] } }] },
        },
      },
      "sources.production.inhibitions.0.cause must have a condition: else everything would be the cause of everything",
    ],
    [
      "an inhibition that waits for a day",
      {
        sources: {
          production: {
            deliverTo: ["itoc"],
            inhibitions: [{ cause: { rules: ["a"] }, effects: { rules: ["b"] }, within: "1 day" }],
          },
        },
      },
      'sources.production.inhibitions.0.within must be from 1 second to 1 hour, not "1 day"',
    ],
    [
      "groups and storms of one name, and numbers that can't be",
      {
        sources: {
          production: {
            deliverTo: ["itoc"],
            routes: [
              { name: "db", rules: ["db-*"], deliverTo: ["itoc"], storm: { above: 0 } },
              { name: "db", deliverTo: ["itoc"], group: { by: ["team"], within: "1 second", names: 21 } },
            ],
          },
        },
      },
      `sources.production.routes.0.name is that of another route, too: "db"; one with a group or a storm needs a name of its own
AlertReceiver "relay": sources.production.routes.0.storm.above must be a whole number from 1 to 10000, not 0
AlertReceiver "relay": sources.production.routes.1.name is that of another route, too: "db"; one with a group or a storm needs a name of its own
AlertReceiver "relay": sources.production.routes.1.group.names must be a whole number from 1 to 20, not 21
AlertReceiver "relay": sources.production.routes.1.group.within must be from 1 minute to 7 days, not "1 second"`,
    ],
    [
      "a group of nothing",
      {
        sources: {
          production: { deliverTo: ["itoc"], routes: [{ deliverTo: ["itoc"], group: { by: [] } }] },
        },
      },
      "sources.production.routes.0.group.by must name at least one, or be left out",
    ],
    [
      "flapping that can't be",
      {
        sources: {
          production: {
            deliverTo: ["itoc"],
            flapping: [
              { name: "a", above: 1.5, quiet: "2 days" },
              { name: "a", above: 3 },
            ],
          },
        },
      },
      `sources.production.flapping.0.above must be a whole number from 1 to 100, not 1.5
AlertReceiver "relay": sources.production.flapping.0.quiet must be from 1 minute to 1 day, not "2 days"
AlertReceiver "relay": sources.production.flapping.1.name is that of another one, too: "a"`,
    ],
    [
      "an end before the reminder",
      { sources: { production: { deliverTo: ["itoc"], closeAfter: "1 day" } } },
      'sources.production.closeAfter must be longer than remindAfter (26 hours), since people are reminded before, not "1 day"',
    ],
    [
      "an end without a reminder",
      { sources: { production: { deliverTo: ["itoc"], remindAfter: "never", closeAfter: "3 days" } } },
      "sources.production.closeAfter must be left out where nobody is reminded: the reminder comes before it",
    ],
    [
      "a reminder every minute",
      { sources: { production: { deliverTo: ["itoc"], remindAfter: "1 minute" } } },
      'sources.production.remindAfter must be from 1 hour to 30 days, not "1 minute"',
    ],
    [
      "a reminder at no time",
      { sources: { production: { deliverTo: ["itoc"], remindAfter: "sometimes" } } },
      'sources.production.remindAfter must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "sometimes"',
    ],
    [
      "half a generation",
      { sources: { production: { deliverTo: ["itoc"], generation: 1.5 } } },
      "sources.production.generation must be a whole number",
    ],
    [
      "an unknown language",
      { sources: { production: { deliverTo: ["itoc"], language: "de" as never } } },
      'sources.production.language must be one of Language.English, Language.Chinese, not "de"',
    ],
    [
      "an unknown kind",
      { destinations: { itoc: { kind: "pigeon" as never, credential: "x" } } },
      `destinations.itoc.kind must be one of ${Object.keys(DestinationKind)
        .map((each) => `DestinationKind.${each}`)
        .join(", ")}, not "pigeon"`,
    ],
    [
      "a word that the destination does not have",
      {
        destinations: {
          itoc: { kind: DestinationKind.Itoc360, credential: "token-0001", severities: { noData: "urgent" } },
        },
      },
      'destinations.itoc.severities.noData must be one of critical, high, medium, low, not "urgent"',
    ],
    [
      "a source's word that the destination does not have",
      { sources: { production: { deliverTo: ["itoc"], severities: { itoc: { warn: "P3" } } } } },
      'sources.production.severities.itoc.warn must be one of critical, high, medium, low, not "P3"',
    ],
    [
      "words for a destination that is none",
      { sources: { production: { deliverTo: ["itoc"], severities: { pager: { warn: "high" } } } } },
      'sources.production.severities names "pager", which is no destination (itoc)',
    ],
    [
      "a fallback that is no destination",
      { destinations: { itoc: { ...hook, fallback: ["pager"] } } },
      'destinations.itoc.fallback names "pager", which is no destination (itoc)',
    ],
    [
      "fallbacks in a circle",
      {
        destinations: {
          itoc: { ...hook, fallback: ["second"] },
          second: { ...hook, fallback: ["third"] },
          third: { ...hook, fallback: ["itoc"] },
        },
      },
      "destinations.itoc.fallback goes round in a circle: itoc → second → third → itoc",
    ],
    [
      "a fallback of the vendor's own integration",
      {
        destinations: {
          itoc: {
            kind: DestinationKind.IlertNative,
            url: "https://native.example.com/x",
            fallback: ["hook"],
          },
          hook,
        },
      },
      "destinations.itoc.fallback can't be given: what ilert-native gets is not read here, so nothing of it could be told elsewhere",
    ],
    [
      "the vendor's own integration as a fallback",
      {
        destinations: {
          itoc: { ...hook, fallback: ["native"] },
          native: { kind: DestinationKind.IlertNative, url: "https://native.example.com/x" },
        },
      },
      `destinations.itoc.fallback names "native", which can't be a fallback: ilert-native takes callbacks only as they came`,
    ],
    [
      "a fallback without a credential",
      {
        destinations: {
          itoc: { ...hook, fallback: ["pager"] },
          pager: { kind: DestinationKind.Itoc360 },
        },
      },
      "destinations.pager.credential is missing: itoc360 needs its source token",
    ],
    [
      "a fallback that is retired",
      {
        destinations: {
          itoc: { ...hook, fallback: ["second"] },
          second: { ...hook, url: "https://second.example.com/", retired: true },
        },
      },
      'destinations.itoc.fallback names "second", which is retired and gets no pages',
    ],
    [
      "pages for a retired destination alone",
      { destinations: { itoc: { ...hook, retired: true } } },
      'sources.production.deliverTo names only "itoc", which is retired and gets no pages: name another destination beside it',
    ],
    [
      "a route to retired destinations alone",
      {
        destinations: {
          itoc: hook,
          old: { ...hook, url: "https://old.example.com/", retired: true },
          older: { ...hook, url: "https://older.example.com/", retired: true },
        },
        sources: { production: { deliverTo: ["itoc"], routes: [{ deliverTo: ["old", "older"] }] } },
      },
      'sources.production.routes.0.deliverTo names only "old", "older", which are retired and get no pages: name another destination beside it',
    ],
    [
      "a former name that is a destination",
      {
        destinations: {
          itoc: { ...hook, formerly: ["second"] },
          second: { ...hook, url: "https://second.example.com/" },
        },
      },
      'destinations.itoc.formerly names "second", which is a destination still: remove that one, or leave it out here',
    ],
    [
      "its own name as a former one",
      { destinations: { itoc: { ...hook, formerly: ["itoc"] } } },
      'destinations.itoc.formerly names "itoc", which is a destination still: remove that one, or leave it out here',
    ],
    [
      "a former name of two destinations",
      {
        destinations: {
          itoc: { ...hook, formerly: ["old"] },
          second: { ...hook, url: "https://second.example.com/", formerly: ["old"] },
        },
      },
      'destinations.second.formerly names "old", which destinations.itoc was called too: only one can take over',
    ],
    [
      "a former name twice",
      { destinations: { itoc: { ...hook, formerly: ["old", "old"] } } },
      'destinations.itoc.formerly names "old" twice',
    ],
    [
      "a former name that none can be",
      { destinations: { itoc: { ...hook, formerly: ["Old"] } } },
      "destinations.itoc.formerly.0 must be 1 to 40 lower-case letters, digits or hyphens, beginning with a letter",
    ],
    [
      "a fallback that would come too soon",
      {
        destinations: {
          itoc: { ...hook, fallback: ["second"], fallbackAfter: "5s" },
          second: { ...hook, url: "https://second.example.com/" },
        },
      },
      'destinations.itoc.fallbackAfter must be from 1 minute to 1 day, not "5s"',
    ],
    [
      "a time for a fallback that there is not",
      { destinations: { itoc: { ...hook, fallbackAfter: "5m" } } },
      "destinations.itoc.fallbackAfter must be left out where there is no fallback",
    ],
    [
      "a fallback for no level",
      { destinations: { itoc: { ...hook, fallback: ["second"], fallbackLevels: [] }, second: hook } },
      "destinations.itoc.fallbackLevels must name at least one level, or be left out",
    ],
    [
      "no credential",
      { destinations: { itoc: { kind: DestinationKind.Itoc360, credential: "" } } },
      "destinations.itoc.credential is missing: itoc360 needs its source token",
    ],
    [
      "one vendor's key under two names",
      {
        destinations: {
          itoc: { kind: DestinationKind.Itoc360, credential: "token-0001" },
          spare: { kind: DestinationKind.Itoc360, credential: "token-0001" },
        },
      },
      "destinations.spare has the URL and the credential of destinations.itoc: give one of them a key of its own, or name itoc in its place",
    ],
    [
      "a credential that can't be one",
      { destinations: { itoc: { kind: DestinationKind.Itoc360, credential: "with space" } } },
      "destinations.itoc.credential (the source token) must be at least 8 printable ASCII characters without spaces",
    ],
    [
      "a webhook without address",
      { destinations: { itoc: { ...hook, url: undefined as never } } },
      "destinations.itoc.url is missing: webhook has no address of its own; give the address of the receiver",
    ],
    [
      "a webhook without TLS",
      { destinations: { itoc: { ...hook, url: "http://hooks.example.com/" } } },
      "destinations.itoc.url must be an https URL",
    ],
    [
      "a webhook to an address",
      { destinations: { itoc: { ...hook, url: "https://10.0.0.1/" } } },
      "destinations.itoc.url must have a public host name, not an address or a local name",
    ],
    [
      "a webhook to an IPv6 address",
      { destinations: { itoc: { ...hook, url: "https://[::1]/" } } },
      "destinations.itoc.url must have a public host name, not an address or a local name",
    ],
    [
      "a webhook to a local name",
      { destinations: { itoc: { ...hook, url: "https://vault.internal/" } } },
      "destinations.itoc.url must have a public host name, not an address or a local name",
    ],
    [
      "a signing secret of another form",
      { destinations: { itoc: { ...hook, credential: "not-a-signing-secret" } } },
      "destinations.itoc.credential (the signing secret) must be whsec_ followed by 24 to 64 bytes in base64 (two of them, with a space between, while changing over)",
    ],
    [
      "a kind of destination whose URL is missing",
      { destinations: { itoc: { kind: DestinationKind.Slack } } },
      "destinations.itoc.url is missing: slack has no address of its own; give the URL of an incoming webhook, https://hooks.slack.com/services/…",
    ],
    [
      "a credential where the URL is the only secret",
      {
        destinations: {
          itoc: { kind: DestinationKind.Slack, url: "https://hooks.example.com/", credential: "x" },
        },
      },
      "destinations.itoc.credential must be left out: the URL of slack is its only secret",
    ],
    [
      "a routing key of another length",
      { destinations: { itoc: { kind: DestinationKind.PagerDuty, credential: "short-key" } } },
      "destinations.itoc.credential (the integration key (routing key) of an Events API v2 integration) must be 32 characters without spaces",
    ],
    ...(
      [
        [
          DestinationKind.DingTalk,
          "https://oapi.dingtalk.com/robot/send",
          "must hold the robot's access_token",
        ],
        [
          DestinationKind.WeCom,
          "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
          "must hold the robot's key",
        ],
        [
          DestinationKind.Feishu,
          "https://open.feishu.cn/",
          "must end in /bot/v2/hook/ and the id of the bot's webhook",
        ],
        [
          DestinationKind.IncidentIo,
          "https://api.incident.io/v2/alert_events/http/1?token=secret",
          "must end in /v2/alert_events/http/ and the id of the alert source, without a query",
        ],
        [
          DestinationKind.Alertmanager,
          "https://alertmanager.example.com/api/v2/alerts",
          "must be the base address, without /api/v2/alerts or a query",
        ],
        [DestinationKind.Opsgenie, "https://api.eu.opsgenie.com/", "must end in /v2/alerts"],
      ] as const
    ).map(([kind, url, problem]): [string, Partial<AlertReceiverArgs>, string] => [
      `another URL for ${kind}`,
      {
        destinations: {
          itoc: { kind, url, ...(kind !== DestinationKind.WeCom && { credential: "credential-0001" }) },
        },
      },
      `destinations.itoc.url ${problem}`,
    ]),
    [
      "a header that the relay sets",
      { destinations: { itoc: { ...hook, headers: { "Content-Type": "text/plain" } } } },
      "destinations.itoc.headers must not hold Content-Type: the relay sets it itself",
    ],
    [
      "a header that is none",
      { destinations: { itoc: { ...hook, headers: { "X Org": "1" } } } },
      'destinations.itoc.headers hold "X Org", which is no name of a header',
    ],
    [
      "a header that can't be sent",
      { destinations: { itoc: { ...hook, headers: { "X-Org": "a\nb" } } } },
      "destinations.itoc.headers must give printable ASCII characters for X-Org",
    ],
    [
      "an unknown field in a template",
      { destinations: { itoc: { ...hook, template: { title: "{rule} on {Resource}" } } } },
      `destinations.itoc.template.title names "{Resource}", which is no field (${FIELDS.join(", ")}); did you mean "{resource}"?`,
    ],
    [
      "an empty template",
      { destinations: { itoc: { ...hook, template: { body: " " } } } },
      "destinations.itoc.template.body must not be empty",
    ],
    [
      "a template where the vendor writes the texts",
      {
        destinations: {
          itoc: {
            kind: DestinationKind.IlertNative,
            url: "https://api.example.com/",
            template: { title: "{rule}" },
          },
        },
      },
      "destinations.itoc.template can't be given: with ilert-native the vendor itself writes the texts",
    ],
    [
      "a word where the vendor decides",
      {
        destinations: {
          itoc: {
            kind: DestinationKind.IlertNative,
            url: "https://api.example.com/",
            severities: { warn: "LOW/3" },
          },
        },
      },
      "destinations.itoc.severities.warn can't be set: with ilert-native the vendor itself decides on it",
    ],
    [
      "a zone that is none",
      { sources: { production: { deliverTo: ["itoc"], timeZone: "Shanghai" } } },
      'sources.production.timeZone must be the IANA name of a time zone, such as "Asia/Shanghai"',
    ],
    [
      "a site that is none",
      { sources: { production: { deliverTo: ["itoc"], console: "example.com" as never } } },
      'sources.production.console must be one of ConsoleSite.China, ConsoleSite.International, not "example.com"',
    ],
    [
      "a stack secret that is too short",
      { callbackSecret: "short" },
      "callbackSecret must be at least 32 characters, not 5",
    ],
    [
      "workers.dev for an account in China",
      {
        hostname: undefined,
        workersDevSubdomain: "acme",
        sources: { production: { deliverTo: ["itoc"], region: "cn-hangzhou" } },
      },
      'hostname is needed for the source "production" in cn-hangzhou: workers.dev does not resolve in mainland China, so callbacks of a cn-* region would never arrive; give the receiver a hostname in a zone of your own',
    ],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new AlertReceiver("relay", { ...receiver, ...changes }))).toBe(
      `AlertReceiver "relay": ${message}`,
    );
  });

  test("a callback for a source that is none", () => {
    const made = new AlertReceiver("relay", receiver);
    expect(mistake(() => made.callback("staging"))).toBe(
      'AlertReceiver "relay": callback was asked for the source "staging", which is not among its sources (production)',
    );
  });

  test("to begin without a stack secret, and prints the command that sets it", () => {
    pulumi.runtime.setAllConfig({});
    const message = mistake(
      () => new AlertReceiver("relay", { ...receiver, callbackSecret: undefined as never }),
    );
    expect(message).toContain(
      'pulumi config set --secret cloudmonitor-relay:callbackSecret "$(openssl rand -base64 32)"',
    );
    pulumi.runtime.setAllConfig({ "cloudmonitor-relay:callbackSecret": SECRET });
  });

  test("workers.dev for the region of the stack", () => {
    pulumi.runtime.setAllConfig({ "alicloud:region": "cn-beijing" });
    const args = { ...receiver, hostname: undefined as never, workersDevSubdomain: "acme" };
    expect(mistake(() => new AlertReceiver("relay", args))).toContain(
      'the source "production" in cn-beijing',
    );
    pulumi.runtime.setAllConfig({ "cloudmonitor-relay:callbackSecret": SECRET });
  });
});
