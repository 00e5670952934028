/**
 * What an adapter makes of a reply.
 *
 * - `delivered`: the vendor has it.
 * - `retry`: try again, not before `after` milliseconds if given, and at most `tries` times in all.
 *   `everyone: true` means that the vendor limits the whole key, so every message must wait.
 * - `rejected`: trying again can't help. `operator` says that a person must act (renew a key, pay a
 *   bill); `stop` that nothing more should be sent to this destination at all.
 */
export type Verdict =
  | { outcome: "delivered" }
  | { outcome: "retry"; reason: string; after?: number; tries?: number; everyone?: boolean }
  | { outcome: "rejected"; reason: string; operator?: boolean; stop?: boolean };

export const delivered: Verdict = { outcome: "delivered" };

export function retry(reason: string, options: { after?: number; tries?: number } = {}): Verdict {
  return { outcome: "retry", reason, ...options };
}

export function rejected(reason: string): Verdict {
  return { outcome: "rejected", reason };
}

/** Refused, and a person has to do something about it. */
export function operatorMustAct(reason: string): Verdict {
  return { outcome: "rejected", reason, operator: true };
}

/** The longest wait that a vendor may ask of a destination that pages people. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * `Retry-After` in milliseconds from now: seconds or an HTTP date. Undefined when there is none, when
 * it can't be read or when it lies in the past. At most an hour.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return wait > 0 ? Math.min(wait, LONGEST_WAIT) : undefined;
}

/**
 * The verdict on a status code that a vendor's own table does not mention.
 * Source: the default table for any destination, "Delivery practice", which follows Standard Webhooks.
 */
export function judgeStatus(status: number): Verdict {
  const reason = `HTTP ${status}`;
  if (status >= 200 && status < 300) return delivered;
  if (status === 429) return { outcome: "retry", reason, everyone: true };
  if (status === 408 || status === 425 || status >= 500) return retry(reason);
  if (status === 410) return { outcome: "rejected", reason, operator: true, stop: true };
  if (status === 401 || status === 402 || status === 403 || status === 404) return operatorMustAct(reason);
  if (status >= 300 && status < 400) return operatorMustAct(`${reason} (a redirect, never followed)`);
  return rejected(reason);
}
