import type { DestinationKind } from "../destinations/registry.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import type { Language } from "../message/language.ts";
import { configBinding } from "./bindings.ts";

/**
 * The receiver's configuration: everything but secrets, as readable JSON bindings, so that a review of
 * the program shows what changes in routing. What is left out has its default.
 */
export interface RelayConfig {
  destinations: Record<string, DestinationConfig>;
  sources: Record<string, SourceConfig>;
  /** Raising it makes a new operator token; the one before stays valid. Default: 1. */
  operatorGeneration?: number | undefined;
  /** Where the receiver answers, as `https://` and the host, where a source has fire drills. */
  address?: string | undefined;
  /** Who outside is called as long as deliveries are healthy. Default: nobody. */
  pings?: Record<string, PingConfig> | undefined;
  /** The web console. Default: there is none. */
  console?: { language?: Language | undefined } | undefined;
}

/** A URL that is called every five minutes. The URL itself is secret: see `pingBinding`. */
export interface PingConfig {
  /** Default: GET. */
  method?: "GET" | "POST" | undefined;
  /** Names of the destinations that have to be healthy. Default: all. */
  destinations?: string[] | undefined;
}

export interface DestinationConfig {
  kind: DestinationKind;
  /** Words that differ from the destination's default table, by level. */
  severities: { [level in Level]?: string };
  /** Replaces the title or the text of every message. */
  template?: Template | undefined;
  /** Whom a chat mentions. Their phone numbers are with the access, which is secret. Default: nobody. */
  mention?: MentionConfig | undefined;
  /** Who gets its pages where it does not take them. Default: nobody. */
  fallback?: FallbackConfig | undefined;
  /** Names that it had before: it takes over what they were to tell. */
  formerly?: string[] | undefined;
  /** It tells the recoveries of what it knows, and gets no pages. */
  retired?: boolean | undefined;
  /** It is told of fire drills. Default: it is not. */
  drill?: boolean | undefined;
}

export interface MentionConfig {
  /** Ids, as the chat has them. */
  users?: string[] | undefined;
  everybody?: boolean | undefined;
  /** Levels that are to wake somebody. Default: critical. */
  levels?: Level[] | undefined;
}

export interface FallbackConfig {
  /** Names of destinations, each of which gets the page. */
  deliverTo: string[];
  /** How long a page may take, in seconds. Default: 300. */
  after?: number | undefined;
  /** Levels of the pages that are passed on. Default: all. */
  levels?: Level[] | undefined;
}

export interface SourceConfig {
  /** Raising it makes a new callback token; the one before stays valid. From 1. */
  generation: number;
  /** Names of destinations, each told of every incident that no route takes. Empty: nobody is. */
  deliverTo: string[];
  /** In order. Default: none. */
  routes?: RouteConfig[] | undefined;
  /** Whether the first route that matches takes an alert, or every one that does. Default: the first. */
  matching?: "first" | "all" | undefined;
  /** Id of the Alibaba Cloud account; callbacks of another one are refused. Default: any. */
  expectedAccountId?: string | undefined;
  /** IPv4 ranges that callbacks may come from, as `a.b.c.d/n`. Default: anywhere. */
  callers?: string[] | undefined;
  /** Whether people are told of bodies that can't be read. Default: they are. */
  unrecognised?: "forward" | "keep" | undefined;
  /** Whether a test that a person starts shows up at `deliverTo`, or only in the status. Default: it shows up. */
  tests?: "show" | "count" | undefined;
  language: Language;
  /** IANA name of the zone that times are told in. Default: UTC. */
  timeZone?: string | undefined;
  /** After how many seconds without a callback people are reminded of an open incident; 0: never. Default: 26 hours. */
  remindAfter?: number | undefined;
  /** After how many seconds without a callback a reminded incident is closed. Default: never. */
  closeAfter?: number | undefined;
  /** Heartbeats that come from the account, by name. Default: none is expected. */
  heartbeats?: Record<string, HeartbeatConfig> | undefined;
  /** Its fire drills. Default: it has none. */
  drill?: DrillConfig | undefined;
  /** What people call the account. */
  accountName?: string | undefined;
  /** The site that the account is of, where links to the console lead. Default: there are none. */
  console?: "aliyun.com" | "alibabacloud.com" | undefined;
  /** Words that differ from the destination's, by destination and level. */
  severities: Record<string, { [level in Level]?: string }>;
  /** Maintenance windows. Default: none. */
  maintenance?: MaintenanceConfig[] | undefined;
  /** What holds back what follows from it. Default: nothing. */
  inhibitions?: InhibitionConfig[] | undefined;
  /** What becomes one incident where it opens too often. Default: nothing. */
  flapping?: FlappingConfig[] | undefined;
}

/** What opens more than `above` times within `within` becomes one incident until it has been quiet. */
export interface FlappingConfig {
  /** For people. No two of a source have the same. */
  name: string;
  /** As of a route. */
  when: Record<string, string[]>;
  above: number;
  /** In seconds. Default: 1800. */
  within?: number | undefined;
  /** How long nothing may fire until its end is told, in seconds. Default: 900. */
  quiet?: number | undefined;
}

/** What of a route becomes one incident. */
export interface GroupConfig {
  /** What its members share: names of dimensions, labels or other fields, or `rule`, `region`, `namespace`, `metric`. */
  by: string[];
  /** For how long after its opening it takes members, in seconds. Default: as long as it is open. */
  within?: number | undefined;
  /** How many of its members a message names. Default: 5. */
  names?: number | undefined;
}

/** When the new incidents of a route become one. */
export interface StormConfig {
  /** More than so many in a minute. */
  above: number;
  /** Rules, by patterns, whose critical incidents are told one by one all the same. Default: none. */
  passes?: string[] | undefined;
}

/** While an incident that meets `cause` is open, new ones that meet `effects` are held. Conditions are as of a route. */
export interface InhibitionConfig {
  /** For people. No two of a source have the same. */
  name: string;
  cause: Record<string, string[]>;
  effects: Record<string, string[]>;
  /** Names of dimensions, labels or other fields that both have with the same text. Default: none. */
  same?: string[] | undefined;
  /** How long an effect waits for a cause that comes after it, in seconds. Default: not at all. */
  within?: number | undefined;
  /** How long an effect may outlive its cause before people are told, in seconds. Default: 60. */
  grace?: number | undefined;
}

/** Which new incidents are held, and when. */
export interface MaintenanceConfig {
  /** For people. No two of a source have the same. */
  name: string;
  /** As of a route. */
  when: Record<string, string[]>;
  /** Levels that are told all the same. Default: none. */
  passes?: Level[] | undefined;
  /** As the program says it: words or a cron pattern, see `quiet/schedule.ts`. Default: once, from `from` to `until`. */
  schedule?: string | undefined;
  /** How long it lasts each time, in seconds, where the schedule doesn't say. */
  duration?: number | undefined;
  /** IANA name of the zone that the schedule goes by. Default: UTC. */
  timeZone?: string | undefined;
  /** It holds nothing before the one, nor from the other on; milliseconds since 1970. */
  from?: number | undefined;
  until?: number | undefined;
}

/** Lists of a source that may go on in the next part of a configuration. */
export const LISTS = [
  "routes",
  "maintenance",
  "inhibitions",
  "flapping",
] as const satisfies (keyof SourceConfig)[];

/** Key of the rule that a drill's callback is of: with a space, which no declared one has. */
export const DRILL_RULE = "cloudmonitor-relay drill";
/** How long each half of a drill may take where it says nothing, in seconds. */
export const DRILL_WITHIN = 300;

/** A callback of the receiver's own that goes the way of an alert. */
export interface DrillConfig {
  /** When it begins by itself: the cron trigger of this text. Default: only when somebody asks for it. */
  schedule?: string | undefined;
  /** As CloudMonitor writes it. Default: CRITICAL. */
  level?: "CRITICAL" | "WARN" | "INFO" | undefined;
  /** Labels of the callback, for routes. */
  labels?: Record<string, string> | undefined;
  /** Seconds in which it has to arrive. Default: 300. */
  within?: number | undefined;
}

/** When heartbeats of one name are expected. */
export interface HeartbeatConfig {
  /** Seconds between two of them. */
  every: number;
  /** After how many that did not come people are told. */
  missing: number;
}

/** Texts of a person's own, with named fields in braces: `{rule} on {resource}`. */
export interface Template {
  title?: string | undefined;
  body?: string | undefined;
}

/** Which alerts go to which destinations. */
export interface RouteConfig {
  /** For people. */
  name: string;
  /**
   * A route matches when each of its conditions does; without any it takes everything. By what they look
   * at: `kind`, `level`, `namespace`, `metric`, `rule` (its key or its name), `region`, `resource` (its name
   * or the value of a dimension), or `label.NAME` for a dimension, label or other field of the body. Of the
   * patterns one has to match: letter for letter, or with `*` for any characters and `?` for one.
   */
  when: Record<string, string[]>;
  deliverTo: string[];
  /** Words that differ from the source's, by destination and level. */
  severities?: Record<string, { [level in Level]?: string }> | undefined;
  /** Replaces the title or the text of its messages. Default: the destination's. */
  template?: Template | undefined;
  /** Whom its messages mention, by destination. Default: whom the destination does. */
  mention?: Record<string, MentionConfig> | undefined;
  /** Makes one incident of what shares some texts. Default: one for each alert. */
  group?: GroupConfig | undefined;
  /** Makes one incident of too many at once. Default: never. */
  storm?: StormConfig | undefined;
}

/** The whole configuration, from the bindings that it is split over. See `LISTS`. */
export function mergeConfig(binding: (name: string) => RelayConfig | undefined): RelayConfig {
  const whole: RelayConfig = { destinations: {}, sources: {} };
  for (let part = 0; ; part++) {
    const each = binding(configBinding(part));
    if (!each) return whole;
    if (each.operatorGeneration !== undefined) whole.operatorGeneration = each.operatorGeneration;
    if (each.address !== undefined) whole.address = each.address;
    if (each.console) whole.console = each.console;
    if (each.pings) whole.pings = { ...whole.pings, ...each.pings };
    Object.assign(whole.destinations, each.destinations);
    for (const [name, settings] of Object.entries(each.sources)) {
      const begun = lookup(whole.sources, name);
      whole.sources[name] = begun ? { ...begun, ...longer(begun, settings) } : settings;
    }
  }
}

/** The lists that a source goes on with. */
function longer(begun: SourceConfig, more: SourceConfig): Partial<SourceConfig> {
  const lists = LISTS.filter((list) => more[list]);
  return Object.fromEntries(lists.map((list) => [list, [...(begun[list] ?? []), ...(more[list] ?? [])]]));
}
