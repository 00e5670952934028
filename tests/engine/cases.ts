import {
  AgentGroup,
  AlertContact,
  Comparison,
  ContactGroup,
  EventRule,
  EventType,
  events,
  GroupMetricRule,
  HttpMethod,
  Join,
  Language,
  MetricRule,
  metrics,
  NoDataPolicy,
  Probe,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  RuleLevel,
  Silence,
  SiteMonitor,
  Statistic,
} from "../../components/index.ts";

/** Kinds of record in the local CloudMonitor. */
export type RecordKind =
  | "site monitor"
  | "contact"
  | "group"
  | "rule"
  | "event rule"
  | "blacklist"
  | "webhook"
  | "alert rule";

/** One argument of a component, changed alone. */
export interface Case {
  component: string;
  argument: string;
  /** For people: from what to what. Not there: from not set. */
  from?: string;
  to: string;
  declare(changed: boolean): void;
  /** Where the change is to be found in the cloud. */
  record: { kind: RecordKind; name: string; renamed?: string };
  path: string;
  before: unknown;
  after: unknown;
}

type Change = [
  argument: string,
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  path: string,
  before: unknown,
  after: unknown,
];

const level = { statistic: Statistic.Average, comparison: Comparison.AtLeast, threshold: 90, times: 3 };
const ruleBase = { metric: metrics.ecs.CPUUtilization, critical: level, contactGroups: ["on-call"] };
const A = "https://alerts.example.com/callbacks/production?token=made-up-token-a";
const B = "https://alerts.example.com/callbacks/production?token=made-up-token-b";

const HYBRID = { critical: undefined, metric: { namespace: "acs_prometheus", metricName: "shop" } };

const METRIC_RULE: Change[] = [
  [
    "critical.threshold",
    {},
    { critical: { ...level, threshold: 95 } },
    "escalations.Critical.Threshold",
    "90",
    "95",
  ],
  [
    "critical.statistic",
    {},
    { critical: { ...level, statistic: Statistic.Maximum } },
    "escalations.Critical.Statistics",
    "Average",
    "Maximum",
  ],
  [
    "critical.comparison",
    {},
    { critical: { ...level, comparison: Comparison.Above } },
    "escalations.Critical.ComparisonOperator",
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
  ],
  ["critical.times", {}, { critical: { ...level, times: 5 } }, "escalations.Critical.Times", 3, 5],
  ["warn", {}, { warn: { ...level, threshold: 80 } }, "escalations.Warn.Threshold", undefined, "80"],
  ["info", {}, { info: { ...level, threshold: 70 } }, "escalations.Info.Threshold", undefined, "70"],
  [
    "composite",
    {},
    {
      critical: undefined,
      composite: {
        level: RuleLevel.Critical,
        join: Join.Any,
        conditions: [
          { comparison: Comparison.Above, threshold: 90 },
          { metric: metrics.ecs.load_5m, comparison: Comparison.Above, threshold: 8 },
        ],
      },
    },
    "composite.ExpressionListJoin",
    undefined,
    "||",
  ],
  [
    "promql.query",
    { ...HYBRID, promql: { query: "up == 0", level: RuleLevel.Critical } },
    { ...HYBRID, promql: { query: "up < 1", level: RuleLevel.Critical } },
    "prometheus.PromQL",
    "up == 0",
    "up < 1",
  ],
  [
    "promql.level",
    { ...HYBRID, promql: { query: "up == 0", level: RuleLevel.Critical } },
    { ...HYBRID, promql: { query: "up == 0", level: RuleLevel.Warn } },
    "prometheus.Level",
    "CRITICAL",
    "WARN",
  ],
  ["period", {}, { period: "5 minutes" }, "period", "60", "300"],
  ["mutePeriod", {}, { mutePeriod: "6 hours" }, "silenceTime", 3600, 21600],
  [
    "effectiveInterval",
    {},
    { effectiveInterval: "08:00-20:00" },
    "effectiveInterval",
    "00:00-23:59",
    "08:00-20:00",
  ],
  [
    "noEffectiveInterval",
    {},
    { noEffectiveInterval: "02:00-03:00" },
    "noEffectiveInterval",
    undefined,
    "02:00-03:00",
  ],
  ["emailSubject", {}, { emailSubject: "CPU" }, "emailSubject", undefined, "CPU"],
  ["interval", {}, { interval: "2 minutes" }, "interval", undefined, "120"],
  [
    "resources",
    {},
    { resources: [{ instanceId: "i-1" }] },
    "resources",
    '[{"resource":"_ALL"}]',
    '[{"instanceId":"i-1"}]',
  ],
  [
    "noDataPolicy",
    {},
    { noDataPolicy: NoDataPolicy.Alert },
    "noDataPolicy",
    "KEEP_LAST_STATE",
    "INSUFFICIENT_DATA",
  ],
  ["sendRecovery", {}, { sendRecovery: false }, "sendOk", true, false],
  ["enabled", {}, { enabled: false }, "enabled", true, false],
  ["labels", {}, { labels: { team: "shop" } }, "labels", [], [{ Key: "team", Value: "shop" }]],
  ["owner", {}, { owner: "shop" }, "labels", [], [{ Key: "owner", Value: "shop" }]],
  [
    "runbook",
    {},
    { runbook: "https://wiki.example.com/cpu" },
    "labels",
    [],
    [{ Key: "runbook_url", Value: "https://wiki.example.com/cpu" }],
  ],
  [
    "carryLabels",
    { labels: { team: "shop" }, callback: A },
    { labels: { team: "shop" }, callback: A, carryLabels: false },
    "webhook",
    `${A}&rule=metric-rule-carry-labels&label.team=shop`,
    `${A}&rule=metric-rule-carry-labels`,
  ],
  [
    "openFor",
    { callback: A },
    { callback: A, openFor: "2 days" },
    "webhook",
    `${A}&rule=metric-rule-open-for`,
    `${A}&rule=metric-rule-open-for&openFor=172800`,
  ],
  ["callback", {}, { callback: A }, "webhook", undefined, `${A}&rule=metric-rule-callback`],
  [
    "callback (another token)",
    { callback: A },
    { callback: B },
    "webhook",
    `${A}&rule=metric-rule-callback-another-token`,
    `${B}&rule=metric-rule-callback-another-token`,
  ],
  [
    "contactGroups",
    {},
    { contactGroups: ["on-call", "database"] },
    "contactGroups",
    "on-call",
    "database,on-call",
  ],
  ["ruleName", {}, { ruleName: "CPU is busy" }, "ruleName", "metric-rule-rule-name", "CPU is busy"],
  ["metric", {}, { metric: metrics.ecs.cpu_total }, "metricName", "CPUUtilization", "cpu_total"],
];

const contactBase = { mail: "on-call@example.com" };
const CONTACT: Change[] = [
  [
    "mail",
    { phone: "86-13800000001", mail: undefined },
    { phone: "86-13800000001" },
    "channels.Mail",
    undefined,
    "on-call@example.com",
  ],
  ["phone", {}, { phone: "86-13800000002" }, "channels.SMS", undefined, "86-13800000002"],
  ["dingTalkWebhook", {}, { dingTalkWebhook: A }, "channels.DingWebHook", undefined, A],
  ["description", {}, { description: "Night shift" }, "describe", "alert-contact-description", "Night shift"],
  ["language", {}, { language: Language.Chinese }, "lang", "en", "zh-cn"],
];

const groupBase = { contacts: ["li"] };
const GROUP: Change[] = [["contacts", {}, { contacts: ["li", "wang"] }, "contacts", ["li"], ["li", "wang"]]];

const eventBase = { events: [events.ecs.Disk_Stalled_Executing], contactGroups: ["on-call"] };
const EVENT_RULE: Change[] = [
  [
    "events",
    {},
    { events: [events.ecs.Instance_SystemFailure_Stop_Executing] },
    "patterns.0.NameList.0",
    "Disk:Stalled:Executed",
    "Instance:SystemFailure.Stop:Executing",
  ],
  ["types", {}, { types: [EventType.Exception] }, "patterns.0.EventTypeList", ["*"], ["Exception"]],
  ["levels", {}, { levels: [RuleLevel.Critical] }, "patterns.0.LevelList", ["*"], ["CRITICAL"]],
  ["filter", {}, { filter: "web and not test" }, "patterns.0.SQLFilter", undefined, "web and not test"],
  [
    "contactGroups (another)",
    {},
    { contactGroups: ["database"] },
    "targets.ContactParameters.0.ContactGroupName",
    "on-call",
    "database",
  ],
  [
    "contactGroups (one more)",
    {},
    { contactGroups: ["on-call", "database"] },
    "targets.ContactParameters.length",
    1,
    2,
  ],
  [
    "contactGroups (none)",
    { callback: A },
    { callback: A, contactGroups: undefined },
    "targets.ContactParameters.length",
    1,
    0,
  ],
  ["callback", {}, { callback: A }, "targets.WebhookParameters.length", 0, 1],
  [
    "callback (another token)",
    { callback: A },
    { callback: B },
    "targets.WebhookParameters.0.Url",
    `${A}&rule=event-rule-callback-another-token`,
    `${B}&rule=event-rule-callback-another-token`,
  ],
  ["mutePeriod", {}, { mutePeriod: "10 minutes" }, "silenceTime", 0, 600],
  ["description", {}, { description: "Disks" }, "description", "event-rule-description", "Disks"],
  ["enabled", {}, { enabled: false }, "state", "ENABLED", undefined],
  [
    "resolvedBy",
    { callback: A },
    { callback: A, resolvedBy: ["Executed"] },
    "targets.WebhookParameters.0.Url",
    `${A}&rule=event-rule-resolved-by`,
    `${A}&rule=event-rule-resolved-by&resolvedBy=Executed`,
  ],
  [
    "openFor",
    { callback: A },
    { callback: A, openFor: "2 hours" },
    "targets.WebhookParameters.0.Url",
    `${A}&rule=event-rule-open-for`,
    `${A}&rule=event-rule-open-for&openFor=7200`,
  ],
];

const groupRuleBase = { ...ruleBase, group: "4711" };
const GROUP_RULE: Change[] = [
  [
    "critical.threshold",
    {},
    { critical: { ...level, threshold: 95 } },
    "escalations.Critical.Threshold",
    "90",
    "95",
  ],
  ["warn", {}, { warn: { ...level, threshold: 80 } }, "escalations.Warn.Threshold", undefined, "80"],
  ["period", {}, { period: "5 minutes" }, "period", "60", "300"],
  ["mutePeriod", {}, { mutePeriod: "6 hours" }, "silenceTime", 3600, 21600],
  [
    "effectiveInterval",
    {},
    { effectiveInterval: "08:00-20:00" },
    "effectiveInterval",
    "00:00-23:59",
    "08:00-20:00",
  ],
  [
    "noEffectiveInterval",
    {},
    { noEffectiveInterval: "02:00-03:00" },
    "noEffectiveInterval",
    undefined,
    "02:00-03:00",
  ],
  ["emailSubject", {}, { emailSubject: "CPU" }, "emailSubject", undefined, "CPU"],
  [
    "contactGroups",
    {},
    { contactGroups: ["on-call", "database"] },
    "contactGroups",
    "on-call",
    "database,on-call",
  ],
  ["callback", {}, { callback: A }, "webhook", undefined, `${A}&rule=group-metric-rule-callback`],
  [
    "openFor",
    { callback: A },
    { callback: A, openFor: "2 days" },
    "webhook",
    `${A}&rule=group-metric-rule-open-for`,
    `${A}&rule=group-metric-rule-open-for&openFor=172800`,
  ],
  ["ruleName", {}, { ruleName: "CPU is busy" }, "ruleName", "group-metric-rule-rule-name", "CPU is busy"],
  ["metric", {}, { metric: metrics.ecs.cpu_total }, "metricName", "CPUUtilization", "cpu_total"],
  ["group", {}, { group: "4712" }, "groupId", "4711", "4712"],
];

const silenceBase = { resources: [{ instanceId: "i-1" }], metrics: [metrics.ecs.CPUUtilization] };
const SILENCE: Change[] = [
  [
    "resources",
    {},
    { resources: [{ instanceId: "i-2" }] },
    "instances",
    [{ instanceId: "i-1" }],
    [{ instanceId: "i-2" }],
  ],
  [
    "metrics",
    {},
    { metrics: [metrics.ecs.cpu_total] },
    "metrics.0.MetricName",
    "CPUUtilization",
    "cpu_total",
  ],
  [
    "metrics (all)",
    { namespace: "acs_ecs_dashboard" },
    { namespace: "acs_ecs_dashboard", metrics: undefined },
    "metrics.length",
    1,
    0,
  ],
  ["window", {}, { window: "22:00 to 06:00 daily" }, "effectiveTime", "00:00-23:59", "22:00-05:59"],
  [
    "window (until)",
    { window: "22:00 to 06:00" },
    { window: "22:00 to 06:00 daily until 2030-01-01" },
    "enableEndTime",
    undefined,
    Date.parse("2030-01-01T00:00:00+08:00"),
  ],
];

const promBase = {
  workspace: "shop",
  instanceId: "rw-0123456789",
  expr: "up == 0",
  severity: PrometheusSeverity.Critical,
  webhooks: ["hook"],
};
const PROMETHEUS_RULE: Change[] = [
  ["expr", {}, { expr: "up < 1" }, "queryConfig.expr", "up == 0", "up < 1"],
  [
    "severity",
    {},
    { severity: PrometheusSeverity.Warning },
    "conditionConfig.severity",
    "CRITICAL",
    "WARNING",
  ],
  ["for", {}, { for: "5 minutes" }, "conditionConfig.durationSecs", 60, 300],
  ["every", {}, { every: "2 minutes" }, "scheduleConfig.intervalSecs", 60, 120],
  [
    "effectiveInterval",
    {},
    { effectiveInterval: "08:00-20:00 dayofweek 1,2" },
    "notifyConfig.activeStartTime",
    "00:00",
    "08:00",
  ],
  ["labels", {}, { labels: { team: "shop" } }, "labels.team", undefined, "shop"],
  ["annotations", {}, { annotations: { summary: "down" } }, "annotations.summary", undefined, "down"],
  ["enabled", {}, { enabled: false }, "enabled", true, false],
];

const hookBase = {
  callback: A,
  accessKeyId: "local-1100000000000000",
  accessKeySecret: "local-secret-1100000000000000",
};
const WEBHOOK: Change[] = [
  [
    "callback",
    {},
    { callback: B },
    "headers.Authorization",
    "Bearer made-up-token-a",
    "Bearer made-up-token-b",
  ],
  ["webhookName", {}, { webhookName: "Night" }, "name", "prometheus-webhook-webhook-name", "Night"],
  ["headers", {}, { headers: { "X-Team": "shop" } }, "headers.X-Team", undefined, "shop"],
  ["language", {}, { language: Language.Chinese }, "lang", "en_US", "zh_CN"],
];

const siteBase = { address: "https://shop.example.com" };
const mailbox = (password: string) => ({
  address: "mail.example.com",
  probe: Probe.Pop3,
  login: { user: "probe", password },
});
const assertions = [{ subject: "status_code", operator: "is", target: "200" }];
const SITE_MONITOR: Change[] = [
  [
    "address",
    {},
    { address: "https://shop.example.com/health" },
    "address",
    "https://shop.example.com",
    "https://shop.example.com/health",
  ],
  [
    "probe",
    { address: "example.com", probe: Probe.Ping },
    { address: "example.com", probe: Probe.Dns },
    "taskType",
    "PING",
    "DNS",
  ],
  ["interval", {}, { interval: "5 minutes" }, "interval", "1", "5"],
  ["agentGroup", {}, { agentGroup: AgentGroup.Mobile }, "agentGroup", "PC", "MOBILE"],
  ["timeout", {}, { timeout: "5 seconds" }, "options.time_out", 0, 5000],
  [
    "http.contains (with a timeout)",
    { timeout: "5 seconds" },
    { timeout: "5 seconds", http: { contains: "ok" } },
    "options.time_out",
    5000,
    5000,
  ],
  ["cities", {}, { cities: [{ city: "546", isp: "465" }] }, "ispCities.length", 3, 1],
  ["assertions", {}, { assertions }, "options.assertions.length", 0, 1],
  ["http.contains", {}, { http: { contains: "ok" } }, "options.response_content", undefined, "ok"],
  ["http.method", {}, { http: { method: HttpMethod.Post } }, "options.http_method", "get", "post"],
  [
    "login.password",
    mailbox("made-up-1"),
    mailbox("made-up-2"),
    "options.password",
    "made-up-1",
    "made-up-2",
  ],
  ["enabled", {}, { enabled: false }, "enabled", true, false],
];

export const CASES: Case[] = [
  ...of("MetricRule", "rule", METRIC_RULE, (name, args) => new MetricRule(name, { ...ruleBase, ...args })),
  ...of(
    "AlertContact",
    "contact",
    CONTACT,
    (name, args) => new AlertContact(name, { ...contactBase, ...args }),
  ),
  ...of("ContactGroup", "group", GROUP, (name, args) => new ContactGroup(name, { ...groupBase, ...args })),
  ...of(
    "EventRule",
    "event rule",
    EVENT_RULE,
    (name, args) => new EventRule(name, { ...eventBase, ...args }),
  ),
  ...of(
    "GroupMetricRule",
    "rule",
    GROUP_RULE,
    (name, args) => new GroupMetricRule(name, { ...groupRuleBase, ...args }),
  ),
  ...of("Silence", "blacklist", SILENCE, (name, args) => new Silence(name, { ...silenceBase, ...args })),
  ...of(
    "SiteMonitor",
    "site monitor",
    SITE_MONITOR,
    (name, args) => new SiteMonitor(name, { ...siteBase, ...args }),
  ),
  ...of(
    "PrometheusRule",
    "alert rule",
    PROMETHEUS_RULE,
    (name, args) => new PrometheusRule(name, { ...promBase, ...args }),
  ),
  ...of(
    "PrometheusWebhook",
    "webhook",
    WEBHOOK,
    (name, args) => new PrometheusWebhook(name, { ...hookBase, ...args }),
  ),
  ...named(
    "AlertContact",
    "contact",
    "contactName",
    (name, args) => new AlertContact(name, { ...contactBase, ...args }),
  ),
  ...named(
    "ContactGroup",
    "group",
    "groupName",
    (name, args) => new ContactGroup(name, { ...groupBase, ...args }),
  ),
];

type Make = (name: string, args: Record<string, unknown>) => unknown;

function of(component: string, kind: RecordKind, changes: Change[], make: Make): Case[] {
  return changes.map(([argument, from, to, path, before, after]) => {
    const name = kebab(`${component} ${argument}`);
    return {
      component,
      argument,
      to: after === undefined ? "" : shown(after),
      ...(before !== undefined && { from: shown(before) }),
      declare: (changed) => make(name, changed ? to : from),
      record: { kind, name },
      path,
      before,
      after,
    };
  });
}

/** The name in the cloud, which is the id there. */
function named(component: string, kind: RecordKind, argument: string, make: Make): Case[] {
  const name = kebab(`${component} ${argument}`);
  const renamed = `${name}-new`;
  return [
    {
      component,
      argument,
      from: name,
      to: renamed,
      declare: (changed) => make(name, changed ? { [argument]: renamed } : {}),
      record: { kind, name, renamed },
      path: "name",
      before: name,
      after: renamed,
    },
  ];
}

function kebab(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/-$/, "");
}

function shown(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value))
    .replace(/^https:.*/, "a URL")
    .replace(/^Bearer .*/, "a token");
}
