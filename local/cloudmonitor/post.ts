import type { DueCallback } from "./cloudmonitor.ts";

/** What became of a callback: the last answer, or why there was none. */
export interface Posted {
  status: number | undefined;
  body: string;
  tries: number;
}

/** CloudMonitor waits five seconds for an answer and tries up to three times more. */
const TIMEOUT = 5000;
const RETRIES = 3;
/** Between tries; the vendor does not say how long. */
const GAP = 10_000;

/** The twenty fields that a contact's webhook was seen with, as flat JSON. */
const NOT_FOR_CONTACTS = ["transId", "unit", "groupId"];

/** Posts one callback as CloudMonitor does. `from`: the address that it comes from; `wait` lets time pass between tries. */
export async function postCallback(
  callback: DueCallback,
  url: string,
  from: string,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Posted> {
  let posted: Posted = { status: undefined, body: "", tries: 0 };
  for (let tries = 1; tries <= 1 + RETRIES; tries++) {
    if (tries > 1) await wait(GAP);
    posted = { ...(await once(callback, url, from)), tries };
    if (posted.status !== undefined && posted.status < 300) return posted;
  }
  return posted;
}

async function once(callback: DueCallback, url: string, from: string): Promise<Omit<Posted, "tries">> {
  const { fields } = callback;
  const kept = Object.entries(fields).filter(([name]) => !NOT_FOR_CONTACTS.includes(name));
  const [type, body] =
    callback.by === "rule"
      ? ["application/x-www-form-urlencoded; charset=UTF-8", new URLSearchParams(fields).toString()]
      : ["application/json", JSON.stringify(Object.fromEntries(kept))];
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": type, "cf-connecting-ip": from },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { status: undefined, body: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The GET with which CloudMonitor verifies a callback URL before it first posts to it. From no published address:
 * the receiver would take it for a person's test, and no rehearsal is to begin with one.
 */
export async function verifyCallbackUrl(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}
