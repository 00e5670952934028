import { lookup } from "../lookup.ts";

/**
 * What an adapter makes of a reply.
 *
 * - `delivered`: the vendor has it.
 * - `retry`: try again, not before `after` milliseconds if given, and at most `tries` times in all.
 *   `everyone: true` means that the vendor limits the whole key, so every message must wait.
 *   `unsure: true` means that the vendor may have it all the same, and people might read it twice.
 * - `rejected`: trying again can't help. `operator` says that a person must act (renew a key, pay a
 *   bill); `stop` that nothing more should be sent to this destination at all.
 */
export type Verdict = { outcome: "delivered" } | Refusal;

export type Refusal = Retry | { outcome: "rejected"; reason: string; operator?: boolean; stop?: boolean };

interface Retry {
  outcome: "retry";
  reason: string;
  after?: number | undefined;
  tries?: number;
  everyone?: boolean;
  unsure?: boolean;
}

export const delivered: Verdict = { outcome: "delivered" };

export function retry(reason: string, options: Partial<Retry> = {}): Retry {
  return { outcome: "retry", reason, ...options };
}

/** The vendor limits the whole key: everything waits, for `after` milliseconds if given. */
export function slowDown(reason: string, after?: number): Refusal {
  return retry(reason, { after, everyone: true });
}

export function rejected(reason: string): Refusal {
  return { outcome: "rejected", reason };
}

/** Refused, and a person has to do something about it. */
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

const transient = retry("");
const operator = operatorMustAct("");

/** Source: the default table for any destination, "Delivery practice", which follows Standard Webhooks. */
const STATUSES: Table = {
  401: operator,
  402: operator,
  403: operator,
  404: operator,
  408: transient,
  410: { outcome: "rejected", reason: "", operator: true, stop: true },
  425: transient,
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
  if (status >= 500) return retry(answered);
  return status < 400 ? operatorMustAct(`${answered} (a redirect, never followed)`) : rejected(answered);
}
