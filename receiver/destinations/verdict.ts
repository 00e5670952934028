import { lookup } from "../lookup.ts";

/**
 * What an adapter makes of a reply. It never says how often to try: time bounds that, not a count, and
 * what may be temporary is `retry`, whatever the vendor's table lacks.
 */
export type Verdict = Delivered | Refusal;

interface Delivered {
  outcome: "delivered";
  /** What the reply asks to be remembered for the incident's next message. Default: what the request did. */
  memory?: string;
}

export type Refusal = Retry | Rejection;

/** It may be temporary: a wait, an outage, a code that nobody knows. */
interface Retry {
  outcome: "retry";
  reason: string;
  /** Not again before so many milliseconds. */
  after?: number | undefined;
  /** The vendor limits the whole key, so every message to it must wait. */
  everyone?: boolean;
  /** It may be permanent all the same: tried less densely, for as many hours. */
  slow?: boolean;
  /** What the next try has to know instead of what was remembered. */
  memory?: string;
}

/** What the vendor documents as permanent. */
interface Rejection {
  outcome: "rejected";
  reason: string;
  /**
   * Not this message but the access to the vendor is refused, and a person must act: renew a key, pay a
   * bill. Left out: the vendor can never take this message.
   */
  operator?: boolean;
  /** As `operator`, and the vendor asks for nothing more until URL or credential change. */
  stop?: boolean;
}

export const delivered: Verdict = { outcome: "delivered" };

export function retry(
  reason: string,
  options: Pick<Retry, "after" | "everyone" | "slow" | "memory"> = {},
): Retry {
  return { outcome: "retry", reason, ...options };
}

/** The vendor limits the whole key: everything waits, for `after` milliseconds if given. */
export function slowDown(reason: string, after?: number): Refusal {
  return retry(reason, { after, everyone: true });
}

/** The vendor documents that it can never take this message. */
export function rejected(reason = ""): Refusal {
  return { outcome: "rejected", reason };
}

/** The access is refused, and a person has to do something about it. */
export function operatorMustAct(reason: string): Refusal {
  return { outcome: "rejected", reason, operator: true };
}

/** The longest wait that a vendor may ask of a destination that pages people. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * What a vendor asks to wait, in milliseconds from now: given in seconds or as a date. Undefined when
 * there is nothing, when it can't be read or when it lies in the past. At most an hour.
 */
export function waitFor(text: string | null | undefined, now: number): number | undefined {
  const value = text?.trim();
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return wait > 0 ? Math.min(wait, LONGEST_WAIT) : undefined;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Refusals by status or code. An empty reason adds nothing to the status or code itself. */
export type Table = Record<string | number, Refusal>;

/**
 * What a status means wherever the vendor says nothing else, as HTTP and Standard Webhooks have it. Which
 * of the others are about the message (400, 413, 415, 422) each vendor's own table says: what it does not
 * document may come from somebody in between, and is tried again.
 */
const STATUSES: Table = {
  401: operatorMustAct(""),
  402: operatorMustAct(""),
  403: operatorMustAct(""),
  404: operatorMustAct(""),
  410: { outcome: "rejected", reason: "", operator: true, stop: true },
  429: slowDown(""),
};

/** What a table says about a status or a code; `answered` is what the vendor answered, in words. */
export function fromTable(table: Table, entry: string | number, answered: string): Refusal | undefined {
  const refusal = lookup(table, String(entry));
  return refusal && { ...refusal, reason: refusal.reason ? `${answered}: ${refusal.reason}` : answered };
}

/** The verdict on a status: the vendor's own table first, then what holds for any destination. */
export function judgeStatus(status: number, table: Table = {}): Verdict {
  const answered = `HTTP ${status}`;
  const refusal = fromTable(table, status, answered) ?? fromTable(STATUSES, status, answered);
  if (refusal) return refusal;
  if (isSuccess(status)) return delivered;
  return status < 400 ? operatorMustAct(`${answered} (a redirect, never followed)`) : retry(answered);
}
