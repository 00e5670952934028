/**
 * Words of CloudMonitor's API under names that read well in a rule. Objects rather than `enum`, so
 * that Node runs the source as it is and Pulumi's schema inference sees enumerations.
 */

/** How the values within one period become one value. A metric offers some of these; the catalogue says which. */
export const Statistic = {
  Average: "Average",
  Minimum: "Minimum",
  Maximum: "Maximum",
  Sum: "Sum",
  /** The value itself, for metrics that are aggregated already. */
  Value: "Value",
  /** Site monitoring: the worst status code of the probes. */
  ErrorCodeMaximum: "ErrorCodeMaximum",
} as const;
export type Statistic = (typeof Statistic)[keyof typeof Statistic];

/**
 * How the value is compared with the threshold. The last six compare it with the same time yesterday or
 * last week, or with the period before: their threshold is the change in percent.
 */
export const Comparison = {
  Above: "GreaterThanThreshold",
  AtLeast: "GreaterThanOrEqualToThreshold",
  Below: "LessThanThreshold",
  AtMost: "LessThanOrEqualToThreshold",
  Equal: "EqualToThreshold",
  NotEqual: "NotEqualToThreshold",
  AboveYesterday: "GreaterThanYesterday",
  BelowYesterday: "LessThanYesterday",
  AboveLastWeek: "GreaterThanLastWeek",
  BelowLastWeek: "LessThanLastWeek",
  AboveLastPeriod: "GreaterThanLastPeriod",
  BelowLastPeriod: "LessThanLastPeriod",
} as const;
export type Comparison = (typeof Comparison)[keyof typeof Comparison];

/** The levels of metric rules, worst first. */
export const RuleLevel = { Critical: "CRITICAL", Warn: "WARN", Info: "INFO" } as const;
export type RuleLevel = (typeof RuleLevel)[keyof typeof RuleLevel];

/** The types of system events. */
export const EventType = {
  StatusNotification: "StatusNotification",
  Exception: "Exception",
  Maintenance: "Maintenance",
} as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

/** How the conditions of a composite expression belong together. */
export const Join = { All: "&&", Any: "||" } as const;
export type Join = (typeof Join)[keyof typeof Join];

/** How the value of a tag is compared. */
export const TagMatch = {
  Equals: "equals",
  StartsWith: "startWith",
  EndsWith: "endWith",
  Contains: "contains",
  NotContains: "notContains",
  /** Any value. */
  Any: "all",
} as const;
export type TagMatch = (typeof TagMatch)[keyof typeof TagMatch];

/** What a rule does when its metric stops arriving. */
export const NoDataPolicy = {
  /** Nothing: an alert that fires goes on firing, one that does not stays silent. */
  KeepLastState: "KEEP_LAST_STATE",
  /** Send a callback with `INSUFFICIENT_DATA`, which opens an incident. */
  Alert: "INSUFFICIENT_DATA",
  /** Take the resource for healthy: a firing alert recovers. */
  Recover: "OK",
} as const;
export type NoDataPolicy = (typeof NoDataPolicy)[keyof typeof NoDataPolicy];

/** The four severities of Prometheus rules. The console calls the last one Normal. */
export const PrometheusSeverity = {
  Critical: "CRITICAL",
  Error: "ERROR",
  Warning: "WARNING",
  Info: "INFO",
} as const;
export type PrometheusSeverity = (typeof PrometheusSeverity)[keyof typeof PrometheusSeverity];

/** How a PromQL query is compared with the thresholds of a rule. */
export const PromComparison = { Above: ">", AtLeast: ">=", Below: "<", AtMost: "<=" } as const;
export type PromComparison = (typeof PromComparison)[keyof typeof PromComparison];

/** How bad an alert is, whatever it comes from, worst first. */
export const AlertLevel = {
  Critical: "critical",
  /** The second of the four severities of Prometheus rules. */
  Error: "error",
  Warn: "warn",
  Info: "info",
  /** A metric stopped arriving. Below every other level. */
  NoData: "no-data",
} as const;
export type AlertLevel = (typeof AlertLevel)[keyof typeof AlertLevel];

/** What an alert came in. */
export const AlertKind = {
  /** The callback of a metric rule, or of a contact's webhook that carries the same fields. */
  Metric: "metric",
  /** The callback of an event rule, or the same event by EventBridge. */
  Event: "event",
  /** The push channel of an event subscription. */
  Subscription: "subscription",
  /** A message for people, as a contact's robot is sent. */
  Contact: "contact",
  Prometheus: "prometheus",
  /** The webhook of a Grafana contact point. */
  Grafana: "grafana",
  /** An alert of Log Service (SLS). */
  LogService: "log-service",
  /** The notice that something arrived which can't be read. */
  Unrecognised: "unrecognised",
  /** What the receiver itself finds: heartbeats that stay away, a fire drill that fails. */
  Receiver: "receiver",
} as const;
export type AlertKind = (typeof AlertKind)[keyof typeof AlertKind];

/** Which of a source's routes take an alert. */
export const Matching = { First: "first", All: "all" } as const;
export type Matching = (typeof Matching)[keyof typeof Matching];

/** What becomes of a body that can't be read, besides being kept in quarantine. */
export const Unrecognised = {
  /** People are told of it, at most once an hour for each shape. */
  Forward: "forward",
  Keep: "keep",
} as const;
export type Unrecognised = (typeof Unrecognised)[keyof typeof Unrecognised];

/** What becomes of a test that a person starts, besides being shown in the status. */
export const Tests = {
  /** It shows up as an incident for a minute. */
  Show: "show",
  Count: "count",
} as const;
export type Tests = (typeof Tests)[keyof typeof Tests];

/** Language of what people read. */
export const Language = { English: "en", Chinese: "zh" } as const;
export type Language = (typeof Language)[keyof typeof Language];

/** The site of Alibaba Cloud that an account signs in at. */
export const ConsoleSite = { China: "aliyun.com", International: "alibabacloud.com" } as const;
export type ConsoleSite = (typeof ConsoleSite)[keyof typeof ConsoleSite];

/** How a site-monitoring task looks at its address. `Http` is both HTTP and HTTPS: the address says which. */
export const Probe = {
  Http: "HTTP",
  Ping: "PING",
  Tcp: "TCP",
  Udp: "UDP",
  Dns: "DNS",
  Smtp: "SMTP",
  Pop3: "POP3",
  Ftp: "FTP",
} as const;
export type Probe = (typeof Probe)[keyof typeof Probe];

/** What kind of machine a site-monitoring task probes from. */
export const AgentGroup = { Pc: "PC", Mobile: "MOBILE" } as const;
export type AgentGroup = (typeof AgentGroup)[keyof typeof AgentGroup];

/** The network that a probe is in: a data centre, a home connection, a mobile network. */
export const ProbeNetwork = { DataCentre: "IDC", LastMile: "LASTMILE", Mobile: "MOBILE" } as const;
export type ProbeNetwork = (typeof ProbeNetwork)[keyof typeof ProbeNetwork];

/** Methods of an HTTP probe. */
export const HttpMethod = { Get: "get", Post: "post" } as const;
export type HttpMethod = (typeof HttpMethod)[keyof typeof HttpMethod];

/** What an assertion on an HTTP answer looks at. */
export const AssertionSubject = {
  /** In milliseconds. */
  ResponseTime: "response_time",
  StatusCode: "status_code",
  BodyText: "body_text",
} as const;
export type AssertionSubject = (typeof AssertionSubject)[keyof typeof AssertionSubject];

/** How an assertion compares: the last two compare numbers, `Contains` to `DoesNotMatch` text. */
export const AssertionOperator = {
  Contains: "contains",
  DoesNotContain: "doesNotContain",
  Matches: "matches",
  DoesNotMatch: "doesNotMatch",
  Is: "is",
  IsNot: "isNot",
  LessThan: "lessThan",
  MoreThan: "moreThan",
} as const;
export type AssertionOperator = (typeof AssertionOperator)[keyof typeof AssertionOperator];

/** Types of DNS records that a probe may ask for. */
export const DnsRecord = { A: "A", Cname: "CNAME", Ns: "NS", Mx: "MX", Txt: "TXT" } as const;
export type DnsRecord = (typeof DnsRecord)[keyof typeof DnsRecord];

/** How the expected values and those of a DNS answer have to go together. */
export const DnsMatch = {
  /** Every expected value is in the answer. */
  ExpectedInAnswer: "IN_DNS",
  /** Every value of the answer is expected. */
  AnswerInExpected: "DNS_IN",
  /** Both are the same. */
  Equal: "EQUAL",
  /** Some value is in both. */
  Any: "ANY",
} as const;
export type DnsMatch = (typeof DnsMatch)[keyof typeof DnsMatch];
