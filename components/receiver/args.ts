import type * as pulumi from "@pulumi/pulumi";
import type { DestinationKind } from "../destination-kind.ts";
import type {
  AlertKind,
  AlertLevel,
  ConsoleSite,
  Language,
  Matching,
  RuleLevel,
  Tests,
  Unrecognised,
} from "../enums.ts";

/** The destination's own word for each level, where it is to differ from the default table. */
export interface SeverityArgs {
  critical?: string;
  /** The second of the four levels of Prometheus rules. */
  error?: string;
  warn?: string;
  info?: string;
  /** When a metric stopped arriving. */
  noData?: string;
}

/** Texts of your own, with named fields in braces: `"{level}: {rule} on {resource}"`. */
export interface TemplateArgs {
  /** One line. Default: where, what, how bad and the rule: `web-1 · CPU usage 97.4 % (≥ 95 %) · ecs-cpu`. */
  title?: string;
  /** Any number of lines. One that names fields of which none is known for an alert is left out. */
  body?: string;
}

/** Whom a chat mentions where something opens at one of these levels or gets as bad. */
export interface MentionArgs {
  /** Ids, as the chat has them: members and user groups of Slack, open ids of Feishu, user ids of DingTalk and WeCom, users of Teams by their sign-in name, of Telegram by number or name. */
  users?: string[];
  /** Phone numbers, at DingTalk and WeCom. Kept secret. */
  numbers?: pulumi.Input<string>[];
  /** All who are there: not at Teams and Telegram. Default: false. */
  everybody?: boolean;
  /** Default: critical. */
  levels?: AlertLevel[];
}

export interface DestinationArgs {
  kind: DestinationKind;
  /** Token, integration key or signing secret, by kind. Kept secret. Left out for kinds whose URL is the secret. */
  credential?: pulumi.Input<string>;
  /** Where requests go. Kept secret. Default: the vendor's own address, if it has one for everybody. */
  url?: pulumi.Input<string>;
  /** Headers that every request carries besides the vendor's own, such as those of a proxy in front of it. Kept secret. */
  headers?: Record<string, pulumi.Input<string>>;
  /** Words that differ from the default table. */
  severities?: SeverityArgs;
  /** Replaces the title or the text of every message. */
  template?: TemplateArgs;
  /** Whom a chat mentions. Default: nobody. */
  mention?: MentionArgs;
  /**
   * Names of destinations that each get a page which this one refuses, or does not take within
   * `fallbackAfter`, and everything that follows about its incident. Default: none.
   */
  fallback?: string[];
  /** How long a page may take, in words: `"5 minutes"`. From 1 minute to 1 day. Default: 5 minutes. */
  fallbackAfter?: string;
  /** Levels of the pages that the fallback gets. Default: all. */
  fallbackLevels?: AlertLevel[];
  /**
   * Names that this destination had before. It takes over all that waits for them, the incidents that are open
   * under them, and their dead letters. Leave them here. Default: none.
   */
  formerly?: string[];
  /**
   * Says that it gets no pages any more, and is there for the recoveries of the incidents that it knows, until
   * it is removed. What waits for it is told by the other destinations of the source. Default: false.
   */
  retired?: boolean;
  /** Whether it is told of fire drills, as of any alert: mark a place that wakes nobody, or a drill pages people. Default: false. */
  drill?: boolean;
}

/**
 * Which alerts are meant: those that meet each of the conditions; without any, all. A condition is a list of
 * patterns, of which one has to match: letter for letter, or with `*` for any characters and `?` for one.
 */
export interface MatchArgs {
  kinds?: AlertKind[];
  levels?: AlertLevel[];
  /** Not below this level. No data is below every other one. */
  notBelow?: AlertLevel;
  namespaces?: string[];
  metrics?: string[];
  /** The rule's key (by default the name of its component) or its name. */
  rules?: string[];
  regions?: string[];
  /** The name of the resource, or the value of one of its dimensions. */
  resources?: string[];
  /** Dimensions, labels or other fields of the callback, by name. */
  labels?: Record<string, string[]>;
}

/** Which alerts go to which destinations. A route takes an alert that meets each of its conditions. */
export interface RouteArgs extends MatchArgs {
  /** For people. Default: its number. */
  name?: string;
  /** Names of destinations. */
  deliverTo: string[];
  /** Says that what this route takes goes nowhere: `deliverTo` is empty then. Default: false. */
  discard?: boolean;
  /** Words of this route alone, by destination. */
  severities?: Record<string, SeverityArgs>;
  /** Replaces the title or the text of messages of this route. Default: the destination's. */
  template?: TemplateArgs;
  /** Whom chats mention in messages of this route, by destination. Default: whom the destination does. */
  mention?: Record<string, MentionArgs>;
  /** Makes one incident of what shares some texts. Default: one for each alert. See `docs/quiet/groups.md`. */
  group?: GroupArgs;
  /** Makes one incident of too many new ones at once. Default: never. See `docs/quiet/storms.md`. */
  storm?: StormArgs;
}

/** What of a route becomes one incident: it opens with its first member, rises to the worst level, and closes with its last. */
export interface GroupArgs {
  /**
   * What its members share: names of dimensions, labels or other fields of the callback, or `rule`, `region`, `namespace`
   * or `metric`. An alert that lacks one of them is told by itself.
   */
  by: string[];
  /** For how long after its opening it takes new members: from "1 minute" to "7 days". Default: as long as it is open. */
  within?: string;
  /** How many of its members a message names; the rest is counted. From 1 to 20. Default: 5. */
  names?: number;
}

/** When the new incidents of a route become one: its members are told with it, until fewer have come for five minutes. */
export interface StormArgs {
  /** More new incidents than this in a minute are a storm. From 1 to 10000. */
  above: number;
  /** Patterns of rules, by key or name, whose critical incidents are told one by one all the same. Default: none. */
  passes?: string[];
}

/** What becomes one incident where it opens too often, whose end is told once it has been quiet. */
export interface FlappingArgs extends MatchArgs {
  /** For people: the status names it. Default: its number. */
  name?: string;
  /** More openings than this within `within` are flapping: by one rule, on one resource. From 1 to 100. */
  above: number;
  /** In which time they are counted: from "1 minute" to "1 day". Default: "30 minutes". */
  within?: string;
  /** How long it has to be resolved without a break until its end is told: from "1 minute" to "1 day". Default: "15 minutes". */
  quiet?: string;
}

/**
 * When new incidents are held, and which: those that arrive inside are told at the window's end if they are
 * still open then, and otherwise to nobody. What was told before goes on as ever.
 */
export interface MaintenanceArgs extends MatchArgs {
  /** For people: messages and the status name it. Default: its number. */
  name?: string;
  /**
   * When it begins each time: words such as `every Sunday 02:00–04:00`, `every weekday 22:00–06:00` or
   * `every Tuesday and Friday 01:00–02:00`, which say when it ends, too, or a cron pattern of five fields. Left out for
   * a window that comes once.
   */
  schedule?: string;
  /** How long it lasts each time, with a cron pattern: `"2 hours"`. From 1 minute to 31 days. */
  duration?: string;
  /**
   * It holds nothing before this date, and nothing from `until` on: `2026-12-01 22:00`, or `2026-12-01` for its midnight.
   * Both are needed without a schedule: then it lasts from one to the other.
   */
  from?: string;
  until?: string;
  /** IANA name of the zone whose clocks it goes by. Default: the source's `timeZone`, else UTC. */
  timeZone?: string;
  /** Levels that are told all the same, and that a held incident is told at when it rises to them. Default: none. */
  passes?: AlertLevel[];
}

/**
 * A fire drill: the receiver posts a callback to its own public address, which goes the way of an alert to the
 * destinations that are marked with `drill: true`, and its recovery after it.
 */
export interface DrillArgs {
  /**
   * When it begins by itself: a cron pattern in UTC, at most once an hour, with names for days of the week: `0 2 * * MON`.
   * Default: only when an operator asks for it.
   */
  schedule?: string;
  /** Level that it fires at, for routes. Default: critical. */
  level?: RuleLevel;
  /** Labels that it carries, for routes. */
  labels?: Record<string, string>;
  /** In which time the alert, and then its recovery, has to arrive: from "30 seconds" to "1 hour". Default: "5 minutes". */
  within?: string;
}

/** When heartbeats of one name are expected: those of a `Heartbeat` that calls this source. */
export interface ExpectedHeartbeatArgs {
  /** As `every` of the `Heartbeat`. Default: "1 hour". */
  every?: string;
  /** After how many that did not come people are told: from 2. Default: 3. */
  missing?: number;
}

/** What holds back what follows from it: while an incident of the cause is open, new ones of its effects are held. */
export interface InhibitionArgs {
  /** For people: messages and the status name it. Default: its number. */
  name?: string;
  /** What is the cause. An alert that meets this is never held by the same inhibition. */
  cause: MatchArgs;
  /** What follows from it. */
  effects: MatchArgs;
  /** Names of dimensions, labels or other fields of the callback that both have with the same text. Default: none. */
  same?: string[];
  /**
   * How long an effect waits for a cause that comes after it, e.g. "30 seconds": so much later is it told where none comes. From
   * 1 second to 1 hour. Default: it does not wait, so the cause has to come first.
   */
  within?: string;
  /** How long an effect may outlive its cause before people are told of it. From 1 second to 1 hour. Default: "1 minute". */
  grace?: string;
}

export interface SourceArgs {
  /** Names of destinations, each told of every incident of this source that none of its routes takes. */
  deliverTo: string[];
  /** Which alerts go elsewhere, in order. Default: none. */
  routes?: RouteArgs[];
  /** Maintenance windows. Default: none. See `docs/quiet/maintenance.md`. */
  maintenance?: MaintenanceArgs[];
  /** What holds back what follows from it. Default: nothing. See `docs/quiet/inhibitions.md`. */
  inhibitions?: InhibitionArgs[];
  /** What becomes one incident where it opens too often. Default: nothing. See `docs/quiet/flapping.md`. */
  flapping?: FlappingArgs[];
  /** Whether the first route that matches takes an alert, or every one that does. Default: the first. */
  matching?: Matching;
  /** Says that what no route takes goes nowhere: `deliverTo` is empty then. Default: false. */
  discardUnrouted?: boolean;
  /** Id of the Alibaba Cloud account. Callbacks that say they are of another one are refused. Default: any. */
  expectedAccountId?: string;
  /**
   * Where callbacks may come from: `international` or `china` for the addresses that Alibaba Cloud
   * publishes, or IPv4 ranges like `47.74.206.0/24`. Default: anywhere, since those lists have changed before.
   */
  callers?: string[];
  /** What becomes of bodies that can't be read. All are kept in quarantine. Default: people are told. */
  unrecognised?: Unrecognised;
  /**
   * What becomes of a test that a person starts in the console. Default: it shows up at `deliverTo` as an
   * incident of level info, which is resolved after a minute.
   */
  tests?: Tests;
  /** Language of the texts that people read. Default: English. */
  language?: Language;
  /** IANA name of the zone that times are told in, such as `Asia/Shanghai`. Default: UTC. */
  timeZone?: string;
  /**
   * After how long without a callback people are reminded that an incident is open, and may be over: once for each
   * such time. From "1 hour" to "30 days", or "never". Default: "26 hours", more than CloudMonitor's longest mute period.
   */
  remindAfter?: string;
  /**
   * After how long without a callback an incident is closed of which people were reminded, as if it was resolved: later than
   * `remindAfter`, and at most "30 days". Default: never.
   */
  closeAfter?: string;
  /**
   * Heartbeats that have to come from the account, by name: see `Heartbeat`. Where one stays away, people are told
   * that CloudMonitor no longer reaches the receiver. One that is left out is expected no more. Default: none.
   */
  heartbeats?: Record<string, ExpectedHeartbeatArgs>;
  /** Its fire drills. Default: it has none. */
  drill?: DrillArgs;
  /** What people call the account; told beside its id. */
  accountName?: string;
  /**
   * The site that the account is of, where links to the console lead. Default: as `accountType` of the
   * `alicloud.Provider` that the receiver is given says, else `alicloud:accountType` of the stack: `Domestic` or
   * `International`. Without either, messages have no links to the console.
   */
  console?: ConsoleSite;
  /**
   * Number of the callback token. Raise it by one to rotate the token: the one before stays valid, so
   * that nothing is refused while the rules change over. Default: 1.
   */
  generation?: number;
  /** Region of the account behind this source. Default: `alicloud:region` of the stack. */
  region?: string;
  /** Words of this source alone, by destination. */
  severities?: Record<string, SeverityArgs>;
}

/**
 * Somebody outside who raises an alarm when the receiver calls no more: a heartbeat monitor, a dead man's switch.
 * The receiver calls the URL every five minutes, as long as deliveries are healthy.
 */
export interface PingArgs {
  /** What the watcher calls its ping URL. Kept secret. */
  url: pulumi.Input<string>;
  /** Headers that the ping carries, where the watcher asks for a token. Kept secret. */
  headers?: Record<string, pulumi.Input<string>>;
  /** Whether the URL is called with POST. Default: false, with GET. */
  post?: boolean;
  /** Names of the destinations that have to be healthy. Default: all. */
  destinations?: string[];
}

/** The web console of the receiver, where people sign in with the token of the status page or of the operator. */
export interface ConsoleArgs {
  /** Language of its pages. Default: the one that the browser asks for. */
  language?: Language;
}

export interface AlertReceiverArgs {
  /** Cloudflare account. */
  accountId: pulumi.Input<string>;
  /** Name of the Worker: lower-case letters, digits and hyphens. Default: the component's name. */
  scriptName?: string;
  /** Host name in a zone of the account. Needed for regions of the China site, where workers.dev does not resolve. */
  hostname?: string;
  /** Zone of the host name. Default: Cloudflare finds it. */
  zoneId?: pulumi.Input<string>;
  /** The account's subdomain of workers.dev, for a receiver without a host name of its own: `acme` for `acme.workers.dev`. */
  workersDevSubdomain?: string;
  /**
   * The stack secret that callback tokens are made of: at least 32 characters. Kept secret.
   * Default: `cloudmonitor-relay:callbackSecret` of the stack.
   */
  callbackSecret?: pulumi.Input<string>;
  /** Where incidents go, by name. */
  destinations: Record<string, DestinationArgs>;
  /** Where callbacks come from, by name: an account, a team, an environment. Each has a token and a ledger of its own. */
  sources: Record<string, SourceArgs>;
  /** Who watches from outside that the receiver is there, by name. Default: nobody. */
  pings?: Record<string, PingArgs>;
  /**
   * Number of the operator token. Raise it by one to rotate the token: the one before stays valid. Default: 1.
   */
  operatorGeneration?: number;
  /** The web console at `/console`: see `docs/console.md`. Default: there is none. */
  console?: ConsoleArgs;
  /**
   * Whether Pulumi refuses to delete or rename the Worker, which would delete the stored incidents with
   * it, and to give up its address. Default: true. Set it to false, run `pulumi up`, and then the Worker
   * can go, or move to another host name.
   */
  protectIncidents?: boolean;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}
