import type { Alert } from "../alert.ts";
import type { ByLevel } from "../level.ts";
import type { Verdict } from "./verdict.ts";

/** What a message does to the incident at the destination. */
export type MessageKind = "opened" | "updated" | "resolved";

/** One thing to tell one destination: everything an adapter may use to build its request. */
export interface Message {
  /** Stable over the retries of this message and different for every other one. */
  id: string;
  kind: MessageKind;
  /** Deduplication key of the incident: 64 hexadecimal digits. */
  key: string;
  /** The level in the destination's own word, from its severity table and the overrides. */
  severity: string;
  /** One line for people. The same for every message of an incident. */
  title: string;
  /** Several lines for people: value, condition, resource, times. */
  text: string;
  alert: Alert;
  /** Time of the alert, or of its arrival where the body has none; milliseconds since 1970. */
  at: number;
  /** When the incident opened, by the alert's clock; milliseconds since 1970. */
  openedAt: number;
  source: string;
}

/** The secret half of a destination's settings; lives in a secret binding of its own. */
export interface Access {
  /** Absolute URL that requests go to. */
  url: string;
  /** Token, integration key or signing secret. Never logged, never part of a reason. */
  credential: string;
}

export interface HttpRequest {
  url: string;
  method: "POST" | "PUT";
  headers: Record<string, string>;
  body: string;
}

/** What came back. `body` is cut at 16 KiB. */
export interface HttpReply {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * A place that pages people. An adapter only builds the request and judges the reply: when to try
 * again, in which order, and what to do with a refusal is the ledger's business.
 */
export interface Destination {
  /** The vendor's name, as people write it. */
  title: string;
  /** Where requests go unless the configuration says otherwise. Undefined: it must say. */
  url: string | undefined;
  credential: {
    /** What the vendor calls it, for error messages. */
    name: string;
    /** Says what is wrong with a credential, or undefined if nothing is. Never repeats the credential. */
    check: (credential: string) => string | undefined;
  };
  /** The vendor's severity words, mildest last. Overrides must be among them. */
  words: readonly string[];
  /** What each level is called at this vendor unless the configuration says otherwise. */
  severities: ByLevel<string>;
  /** Token bucket that stays below the vendor's limit: `perMinute` refill, `burst` capacity. */
  pace: { perMinute: number; burst: number };
  /** How long a request may take, in milliseconds. */
  timeout: number;
  build(message: Message, access: Access, now: number): HttpRequest | Promise<HttpRequest>;
  judge(reply: HttpReply, message: Message): Verdict;
}

/** A credential check that asks for nothing but some text of a usable length. */
export function anyCredential(minimum: number): (credential: string) => string | undefined {
  return (credential) =>
    /^[\x21-\x7e]+$/.test(credential) && credential.length >= minimum
      ? undefined
      : `must be at least ${minimum} printable ASCII characters without spaces`;
}
