import type { PingConfig } from "../config/config.ts";
import type { PingAccess } from "../env.ts";
import { isTimeout, type Surroundings } from "../surroundings.ts";

/** How long a watcher may take to answer, in milliseconds. */
const TIMEOUT = 10_000;

/** How the last ping of one watcher went. Times are milliseconds since 1970. */
export interface PingState {
  /** When the watcher last took one; null: never. */
  at: number | null;
  /** When the receiver last meant to. */
  triedAt: number;
  /** Why the last one did not go out, or was not taken; null: it was. */
  problem: string | null;
  /** It was kept back, since deliveries are in trouble. */
  withheld?: boolean;
}

/**
 * Calls the URL of a watcher outside, who raises an alarm when nobody calls any more. `trouble`: what is wrong
 * with deliveries, while which nothing goes out. Follows no redirect, since the URL is the secret. Never throws.
 */
export async function ping(
  { method = "GET" }: PingConfig,
  access: PingAccess | undefined,
  trouble: string | undefined,
  before: PingState | undefined,
  world: Surroundings,
): Promise<PingState> {
  const triedAt = world.now();
  const last = before?.at ?? null;
  if (trouble !== undefined) return { at: last, triedAt, problem: trouble, withheld: true };
  const problem = access ? await problemOf(method, access, world) : "its secret is missing";
  return problem === undefined ? { at: triedAt, triedAt, problem: null } : { at: last, triedAt, problem };
}

async function problemOf(
  method: "GET" | "POST",
  { url, headers }: PingAccess,
  world: Surroundings,
): Promise<string | undefined> {
  try {
    const { status, body } = await world.fetch(url, {
      method,
      headers: { "user-agent": "cloudmonitor-relay", ...headers },
      redirect: "manual",
      signal: world.timeout(TIMEOUT),
    });
    await body?.cancel();
    return status >= 200 && status < 300 ? undefined : `HTTP ${status}`;
  } catch (error) {
    // The runtime's own text may hold the URL.
    return isTimeout(error) ? `no answer within ${TIMEOUT / 1000} s` : "the connection failed";
  }
}
