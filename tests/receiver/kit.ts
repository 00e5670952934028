import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach } from "vitest";
import { sourceToken, statusToken } from "../../receiver/config/token.ts";
import type { Env } from "../../receiver/env.ts";
import type { Ledger } from "../../receiver/ledger/ledger.ts";
import { ledgerOf as stubOf } from "../../receiver/ledger/ledgers.ts";
import type { Report } from "../../receiver/ledger/report.ts";
import { CONFIG, SECRET } from "./bindings.ts";
import { world } from "./virtual-world.ts";

const relay = (exports as unknown as { default: Fetcher }).default;

/** Every test begins with an empty ledger, at the same time of day, with vendors that answer well. */
export function freshWorld(): void {
  beforeEach(async () => {
    await reset();
    world.reset();
  });
}

export function ledgerOf(source: string): DurableObjectStub<Ledger> {
  return stubOf(env as unknown as Env, source);
}

export function tokenOf(source: string, generation = CONFIG.sources[source]?.generation ?? 1): string {
  return sourceToken(SECRET, source, generation);
}

export async function callbackUrl(source: string, rule?: string): Promise<string> {
  const url = new URL(`https://relay.example.com/callbacks/${source}`);
  url.searchParams.set("token", await tokenOf(source));
  if (rule) url.searchParams.set("rule", rule);
  return url.href;
}

export function request(url: string, init?: RequestInit): Promise<Response> {
  return relay.fetch(url, init as never) as unknown as Promise<Response>;
}

export async function post(source: string, body: Record<string, string>, rule = "ecs-cpu"): Promise<string> {
  const response = await request(await callbackUrl(source, rule), {
    method: "POST",
    body: new URLSearchParams(body),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status} ${await response.text()}`);
  return ((await response.json()) as { decision: string }).decision;
}

/** Lets time pass, waking the ledger whenever it asked to be woken. */
export async function pass(source: string, milliseconds: number): Promise<void> {
  const until = world.time + milliseconds;
  for (let rounds = 0; ; rounds++) {
    if (rounds > 10_000) throw new Error("the ledger never comes to rest");
    const next = await alarmOf(source);
    if (next === undefined || next > until) break;
    world.time = Math.max(world.time, next);
    await runInDurableObject(ledgerOf(source), async (ledger, state) => {
      world.alarms.delete(state.storage);
      await ledger.alarm();
    });
  }
  world.time = until;
}

export function alarmOf(source: string): Promise<number | undefined> {
  return runInDurableObject(ledgerOf(source), (_ledger, state) => world.alarms.get(state.storage));
}

export async function statusOf(source: string): Promise<Report> {
  const url = `https://relay.example.com/status?token=${statusToken(SECRET)}`;
  const { sources } = (await (await request(url)).json()) as { sources: Record<string, Report> };
  const report = sources[source];
  if (!report) throw new Error(`no source ${source}`);
  return report;
}

/** What was sent to a host, as parsed JSON. */
export function sentTo(host: string): Record<string, unknown>[] {
  return world.sent
    .filter((each) => new URL(each.url).host === host)
    .map((each) => JSON.parse(each.body) as Record<string, unknown>);
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
