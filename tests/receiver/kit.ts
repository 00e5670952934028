import { abortAllDurableObjects, listDurableObjectIds, reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach } from "vitest";
import type { Report } from "../../receiver/answers.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { sourceToken, statusToken } from "../../receiver/config/token.ts";
import { deliveryOf as deliveryStub } from "../../receiver/delivery/deliveries.ts";
import type { Delivery } from "../../receiver/delivery/delivery.ts";
import type { Env } from "../../receiver/env.ts";
import type { Ledger } from "../../receiver/ledger/ledger.ts";
import { ledgerOf as ledgerStub } from "../../receiver/ledger/ledgers.ts";
import { CONFIG, SECRET } from "./bindings.ts";
import { type Due, type ObjectName, world } from "./virtual-world.ts";

const relay = (exports as unknown as { default: Fetcher }).default;

/** Every test begins with an empty ledger, at the same time of day, with vendors that answer well. */
export function freshWorld(): void {
  beforeEach(async () => {
    if (stopped) await wakeAll();
    stopped = false;
    await reset();
    world.reset();
    running.clear();
    timers.clear();
  });
}

let stopped = false;

/** Stops every object, as a deployment or a fault does: each begins anew with what it has stored. */
export async function stopAll(): Promise<void> {
  stopped = true;
  await abortAllDurableObjects();
}

/** `reset` empties only objects that run. */
async function wakeAll(): Promise<void> {
  const { LEDGER, DELIVERY } = env as unknown as Record<string, DurableObjectNamespace>;
  for (const objects of [LEDGER, DELIVERY] as DurableObjectNamespace[])
    for (const id of await listDurableObjectIds(objects)) await runInDurableObject(objects.get(id), () => {});
}

export function ledgerOf(source: string): DurableObjectStub<Ledger> {
  return ledgerStub(env as unknown as Env, source);
}

export function deliveryOf(destination: string): DurableObjectStub<Delivery> {
  return deliveryStub(env as unknown as Env, destination) as DurableObjectStub<Delivery>;
}

function stubOf({ kind, name }: ObjectName): DurableObjectStub<Ledger | Delivery> {
  return (kind === "Ledger" ? ledgerOf(name) : deliveryOf(name)) as DurableObjectStub<Ledger | Delivery>;
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

/** Alarms that have rung and are not through, and timers. */
const running = new Set<Promise<void>>();
const timers = new Set<Promise<void>>();

/** Lets time pass, waking every object whenever it asked to be woken. */
export async function pass(milliseconds: number): Promise<void> {
  const until = world.time + milliseconds;
  for (let rounds = 0; ; rounds++) {
    if (rounds > 100_000) throw new Error("the relay never comes to rest");
    await quiet();
    const next = world.next(until);
    if (!next) break;
    world.time = Math.max(world.time, next.at);
    happen(next);
  }
  world.time = until;
}

/** Both are the object's own, and nobody else may run them. */
function happen({ object, timer }: Due): void {
  const [name, group] = [`${object.kind} ${object.name}`, timer ? timers : running];
  if (!timer) world.ringing.add(name);
  const run = runInDurableObject(stubOf(object), (instance) => (timer ? timer() : instance.alarm())).finally(
    () => {
      if (!timer) world.ringing.delete(name);
      group.delete(run);
    },
  );
  group.add(run);
}

/** Until nothing goes on any more but what waits for the clock: then nothing happens for a moment. */
async function quiet(): Promise<void> {
  for (let still = 0; still < 2; ) {
    const before = world.activity;
    const decided = [...world.decided];
    world.decided.clear();
    await Promise.all([...timers, ...decided.map((name) => ledgerOf(name).atRest())]);
    if (running.size > 0) await Promise.race([...running, new Promise((resolve) => setTimeout(resolve, 5))]);
    const blocked = [...world.ringing].every((name) => (world.hanging.get(name) ?? 0) > 0);
    const isStill = before === world.activity && blocked;
    still = isStill ? still + (running.size === 0 ? 2 : 1) : 0;
  }
}

export function alarmOf(kind: ObjectName["kind"], name: string): number | undefined {
  return world.alarmOf({ kind, name });
}

/** Deploys another configuration, and other secrets: whatever runs stops, and starts with them. */
export async function deploy(config: RelayConfig, secrets: Record<string, string> = {}): Promise<void> {
  world.deployed = (env) => ({ ...env, CONFIG: config, ...secrets });
  await stopAll();
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
