import type { Alert } from "../alert.ts";
import type { ByLevel } from "../level.ts";
import type { Language } from "../message/language.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What a message does to the incident at the destination. `refreshed` says nothing new: it goes only
 * to destinations that forget an open incident which they aren't reminded of.
 */
export type MessageKind = "opened" | "updated" | "refreshed" | "resolved";

export interface Link {
  text: string;
  href: string;
}

/** Where a person who was paged looks next: the alert rule, the resource's charts, the runbook, and where it can be silenced. */
export type Links = { [name in "rule" | "resource" | "runbook" | "silence"]?: Link };

/** A picture of the charts, as the vendors' `images` have it. */
export interface Picture {
  src: string;
  alt: string;
  /** Where it leads. */
  href?: string;
}

/** Whom a chat can mention: by its own ids, by phone numbers, or all who are there. */
export type Mentioned = "users" | "numbers" | "everybody";

export interface Mention {
  users: readonly string[];
  /** Names of lists of phone numbers, which are with the access. */
  numbers: readonly string[];
  everybody: boolean;
}

/** One thing to tell one destination: everything an adapter may use to build its request. */
export interface Message {
  /** Stable over the retries of this message and different for every other one. */
  id: string;
  kind: MessageKind;
  /** Deduplication key of the incident: 64 hexadecimal digits. */
  key: string;
  /** The level in the destination's own word, from its severity table and the overrides. */
  severity: string;
  /**
   * One line for people: what, where, how bad. That of the callback which opened the incident or last raised
   * its level, so repetitions and the recovery keep it.
   */
  title: string;
  /** The title with the state or level before it, for vendors that keep neither. */
  headline: string;
  /** Several lines for people: value, condition, resource, times. */
  text: string;
  /** Whom it is to wake; undefined: nobody is mentioned. */
  mention?: Mention | undefined;
  /** Where to look next: the rule and the resource in the console, the runbook. */
  links: Links;
  picture?: Picture | undefined;
  alert: Alert;
  /** Time of the alert, or of its arrival where the body has none; milliseconds since 1970. */
  at: number;
  /** When the incident opened, by the alert's clock; milliseconds since 1970. */
  openedAt: number;
  source: string;
  /** That of the texts. */
  language: Language;
  /** The callback as it came. */
  callback: { body: string; contentType: string | null };
  /** What the request that this destination took last for the incident asked to be remembered. */
  memory: string | undefined;
}

/** The secret half of a destination's settings; lives in a secret binding of its own. */
export interface Access {
  /** Absolute URL that requests go to. */
  url: string;
  /** Token, integration key or signing secret; empty where there is none. Never logged, never part of a reason. */
  credential: string;
  /** Phone numbers of those whom it mentions, in lists; see `config/numbers.ts`. */
  numbers?: Record<string, readonly string[]> | undefined;
  /** Headers that every request carries besides the vendor's own. */
  headers?: Record<string, string> | undefined;
}

export interface HttpRequest {
  url: string;
  method: "POST" | "PUT";
  headers: Record<string, string>;
  body: string;
  /** What the destination's next message of this incident has to know, once this one is delivered. */
  memory?: string;
  /** The same where nobody can say whether this request arrived. Default: what was remembered before it. */
  perhaps?: string;
  /** Sent after this one was taken; the message is delivered when the last one is. */
  next?: HttpRequest;
}

/** What came back. `body` is cut at 16 KiB. */
export interface HttpReply {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * A place that pages people. An adapter only builds the request and judges the reply: when to try
 * again, in which order, and what to do with a refusal is the business of `delivery/`.
 */
export interface Destination {
  setup: Setup;
  /** What each level is called at this vendor unless the configuration says otherwise. */
  severities: ByLevel<string>;
  /** Token bucket that stays below the vendor's limit: `perMinute` refill, `burst` capacity. */
  pace: { perMinute: number; burst: number };
  /** How long a request may take, in milliseconds. Default: 10 s. */
  timeout?: number;
  /**
   * People read every message, so one that is sent twice is read twice: a time-out is followed by one
   * more try at most. Default: the vendor knows a message that it has had.
   */
  readByPeople?: boolean;
  /** Shows messages to people and keeps no incidents, so that nothing can be resolved there. */
  isChat?: boolean;
  /** Whom its messages can mention. Default: nobody. */
  mentions?: readonly Mentioned[];
  /** Passes callbacks on as they came, each once, however many alerts it holds. */
  passesOn?: boolean;
  /** Forgets an open incident that it is not reminded of for a day, so that it has to be `refreshed`. */
  forgets?: boolean;
  build(message: Message, access: Access, now: number): HttpRequest;
  judge(reply: HttpReply, message: Message, now: number): Verdict;
}

/**
 * What a program declares for a destination, and how it is checked. Part of the adapter, so that a vendor is
 * one file and one line of the registry; the Worker carries these few texts and has no use for them.
 */
export interface Setup {
  /** What programs call the kind: `DestinationKind.PagerDuty`. */
  name: string;
  /** What has to be said of that name, as a sentence. */
  note?: string;
  /** The vendor's name, as people write it. */
  title: string;
  /** Where requests go unless the program says otherwise. Undefined: it must say. */
  url?: string;
  /** What the URL is, for people who have to find it. */
  urlIs?: string;
  /** A made-up URL that passes `checkUrl` where few do, for programs that run on one machine. */
  exampleUrl?: string;
  /** Says what is wrong with a URL that is a public https URL. Never repeats it: it may hold a secret. */
  checkUrl?: (url: URL) => string | undefined;
  /** Undefined: there is none, and none may be given. */
  credential?: {
    /** What the vendor calls it. */
    name: string;
    optional?: boolean;
    /** Says what is wrong with it. Never repeats it. Default: at least 8 printable characters. */
    check?: (credential: string) => string | undefined;
    /** A made-up credential that passes `check` where few do. `digits`: 32 hexadecimal ones. Default: the digits. */
    example?: (digits: string) => string;
  };
  /** The vendor's severity words, worst first. Overrides must be among them. Empty: the vendor decides. */
  words: readonly string[];
  /**
   * Those of the words that wake somebody, as the vendor's own usual settings have it. Where the vendor decides,
   * critical does.
   */
  wakes: readonly string[];
}
