import type * as pulumi from "@pulumi/pulumi";
import type {
  AgentGroup,
  AssertionOperator,
  AssertionSubject,
  DnsMatch,
  DnsRecord,
  HttpMethod,
  NoDataPolicy,
  Probe,
  ProbeNetwork,
} from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import type { CommonRuleArgs, LevelArgs } from "../rules/args.ts";

/** A place that is probed from. `cloudmonitor-relay catalogue --cities cities.ts` writes all of them, by name. */
export interface ProbeCityArgs {
  /** Id of the city, e.g. `546`. */
  city: string;
  /** Id of the carrier, e.g. `465`. */
  isp: string;
  /** Default: `ProbeNetwork.DataCentre`. */
  network?: ProbeNetwork;
}

/** What an HTTP answer has to be like. */
export interface AssertionArgs {
  subject: AssertionSubject;
  operator: AssertionOperator;
  /** A number as text too, e.g. `"300"`. */
  target: string;
}

/** What an HTTP probe sends, and what it wants to read. */
export interface HttpProbeArgs {
  /** Default: `HttpMethod.Get`. */
  method?: HttpMethod;
  /** Kept secret. Default: none. */
  headers?: Record<string, pulumi.Input<string>>;
  /** Cookies as one text, e.g. `key1=value1;key2=value2`. Kept secret. Default: none. */
  cookie?: pulumi.Input<string>;
  /** What is sent as the body of a POST. Default: nothing. */
  body?: pulumi.Input<string>;
  /** The answer is good if its body has this text. The vendor searches the first 64 KB at most. Default: any. */
  contains?: string;
  /** The answer is good if its body does not have this text. Default: any. */
  lacks?: string;
}

/** What a DNS probe asks, and what it wants to hear. */
export interface DnsProbeArgs {
  /** IP address of the server that is asked. Default: that of the probe. */
  server?: string;
  /** Default: `DnsRecord.A`. */
  record?: DnsRecord;
  /** Addresses or names that are expected. Default: any. */
  expected?: string[];
  /** How they go together with those of the answer. Default: `DnsMatch.ExpectedInAnswer`. */
  match?: DnsMatch;
  /** How often a failed question is asked again. Default: CloudMonitor's own. */
  attempts?: number;
}

/** How a PING probe counts. */
export interface PingProbeArgs {
  /** Packets of one probe, 1 to 100. Default: 20. */
  packets?: number;
  /** From which share of lost packets on the probe has failed, over 0 to 1. Default: 0.1. */
  lossRate?: number;
}

/** With what an SMTP, POP3 or FTP probe signs in. */
export interface ProbeLoginArgs {
  user: pulumi.Input<string>;
  /** Kept secret. The provider never sends another one, so that a change makes another task. */
  password: pulumi.Input<string>;
}

/** The rule on a task. What is left out is as in `MetricRule`. */
export interface SiteRuleArgs extends CommonRuleArgs {
  /** Default: `metrics.siteMonitor.Availability`. */
  metric?: Metric;
  /** Without any level: those of the ready rule `availability`, if the metric is that. */
  critical?: LevelArgs;
  warn?: LevelArgs;
  info?: LevelArgs;
  /** Over which time values are aggregated. Default: the task's interval. */
  period?: string;
  /** How long repeats of an alert that is still firing are suppressed. Default: "1 hour". */
  mutePeriod?: string;
  /** When notifications are sent. Default: all day. */
  effectiveInterval?: string;
  /** When they are not sent, in the same form. */
  noEffectiveInterval?: string;
  /** What to do when the task stops measuring. Default: alert, since nothing else would tell. */
  noDataPolicy?: NoDataPolicy;
}

/** Arguments of a site-monitoring task. */
export interface SiteMonitorArgs {
  /** What is probed: a URL for `Http`, a host name or public address for the others. */
  address: pulumi.Input<string>;
  /** Default: `Probe.Http`, for HTTPS too. Another one makes another task. */
  probe?: Probe;
  /** Name in CloudMonitor: 4 to 100 letters, digits, underscores or Chinese characters. Default: the component's name, with underscores. */
  taskName?: string;
  /** How often: 1, 5, 15, 30 or 60 minutes. Default: "1 minute". */
  interval?: string;
  /** How long a probe waits for its answer, in whole seconds. The provider's update leaves it out, so that a change makes another task. Default: CloudMonitor's own. */
  timeout?: string;
  /** Default: `AgentGroup.Pc`. Another one makes another task. */
  agentGroup?: AgentGroup;
  /** Where it is probed from. Default: three places that CloudMonitor picks. */
  cities?: ProbeCityArgs[];
  /** What the answer to an HTTP probe has to be like; all of them must hold. Default: that its status is under 400. */
  assertions?: AssertionArgs[];
  /** Of `Probe.Http`. */
  http?: HttpProbeArgs;
  /** Of `Probe.Dns`. */
  dns?: DnsProbeArgs;
  /** Of `Probe.Ping`. */
  ping?: PingProbeArgs;
  /** Of `Probe.Tcp`, `Udp`, `Smtp` and `Pop3`. */
  port?: number;
  /** What a TCP or UDP probe sends. Default: nothing. */
  request?: string;
  /** What a TCP or UDP probe has to read. Default: anything. */
  response?: string;
  /** Of `Probe.Smtp`, `Pop3` and `Ftp`. */
  login?: ProbeLoginArgs;
  /** Whether it probes. Default: true. */
  enabled?: boolean;
  /** The rule on this task. Default: none, for rules of your own or the ready set `siteMonitor`. */
  rule?: SiteRuleArgs;
  /** Rule checks that are disabled here and for the rule: the reason by the check's id. */
  checks?: Record<string, string>;
}
