import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { CRON } from "../../receiver/config/bindings.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { statusToken } from "../../receiver/config/token.ts";
import type { Env } from "../../receiver/env.ts";
import { CONFIG, SECRET } from "./bindings.ts";
import { fields } from "./callback.ts";
import { deploy, freshWorld, MINUTE, pass, post, request } from "./kit.ts";
import { HANGS, happily, type SentRequest, world } from "./virtual-world.ts";
import worker from "./worker.ts";

freshWorld();

const URL_1 = "https://hc-ping.example.com/secret-0001";
const URL_2 = "https://beat.example.com/api/pings/secret-0002";
// Of the usual ones, the destination without a secret is never well.
const { unset: _, ...destinations } = CONFIG.destinations;
const { keyless: __, ...sources } = CONFIG.sources;
const watched: RelayConfig = {
  destinations,
  sources,
  pings: { checks: {}, pager: { method: "POST", destinations: ["itoc360"] } },
};
const SECRETS = {
  PING_CHECKS: JSON.stringify({ url: URL_1 }),
  PING_PAGER: JSON.stringify({ url: URL_2, headers: { authorization: "GenieKey secret-0003" } }),
};

/** Fires the cron trigger, as Cloudflare does every five minutes. */
async function tick(): Promise<void> {
  const controller = { cron: CRON, scheduledTime: world.time, noRetry: () => {} };
  await worker.scheduled(controller as ScheduledController, env as unknown as Env);
}

const pinged = () => world.sent.filter(({ url }) => url === URL_1 || url === URL_2).map(({ url }) => url);

async function shown(): Promise<Record<string, { at: string | null; problem: string | null }>> {
  const response = await request(`https://relay.example.com/status?token=${statusToken(SECRET)}`);
  const text = await response.text();
  for (const secret of ["secret-0001", "secret-0002", "secret-0003"]) expect(text).not.toContain(secret);
  return JSON.parse(text).pings;
}

const watchers = (answer: (request: SentRequest) => Response | typeof HANGS) => {
  world.answer = (each) => (each.url === URL_1 || each.url === URL_2 ? answer(each) : happily(each));
};

test("nobody is called who is not named", async () => {
  await tick();
  expect(world.sent).toEqual([]);
  expect(await shown()).toBeUndefined();
});

test("every watcher is called as the program says, and the status shows when", async () => {
  await deploy(watched, SECRETS);
  watchers(() => new Response("OK"));
  expect((await shown()).checks).toEqual({ at: null, triedAt: null, problem: "has not been called yet" });
  await tick();
  expect(pinged().sort()).toEqual([URL_2, URL_1]);
  expect(world.sent.find(({ url }) => url === URL_2)?.headers.get("authorization")).toBe(
    "GenieKey secret-0003",
  );
  const now = new Date(world.time).toISOString();
  expect(await shown()).toEqual({
    checks: { at: now, triedAt: now, problem: null },
    pager: { at: now, triedAt: now, problem: null },
  });
});

test("what a watcher refuses is shown and logged without its URL, and pages nobody", async () => {
  await deploy(watched, SECRETS);
  watchers(() => new Response("OK"));
  await tick();
  const first = new Date(world.time).toISOString();
  world.time += 5 * MINUTE;
  watchers(({ url }) =>
    url === URL_1 ? new Response(null, { status: 302, headers: { location: "https://elsewhere/" } }) : HANGS,
  );
  const ticked = tick();
  await vi.waitFor(() => expect([...world.hanging.values()]).toEqual([1]));
  await pass(MINUTE);
  await ticked;
  expect(await shown()).toMatchObject({
    checks: { at: first, problem: "HTTP 302" },
    pager: { at: first, problem: "no answer within 10 s" },
  });
  watchers(() => {
    throw new Error(`connecting to ${URL_1} failed`);
  });
  await tick();
  expect((await shown()).checks?.problem).toBe("the connection failed");
  const logged = world.logs.filter(({ event }) => event === "ping");
  expect(logged).toContainEqual({ event: "ping", ping: "checks", outcome: "failed", reason: "HTTP 302" });
  expect(JSON.stringify(world.logs)).not.toContain("secret-000");
  expect(world.sent.filter(({ url }) => url.includes("itoc360"))).toEqual([]);
});

test("nothing goes out while a destination that a ping stands for is in trouble", async () => {
  await deploy(
    { ...watched, pings: { ...watched.pings, chat: { destinations: ["slack"] } } },
    {
      ...SECRETS,
      PING_CHAT: JSON.stringify({ url: `${URL_1}?chat` }),
    },
  );
  world.answer = (each) =>
    each.url.includes("itoc360") ? new Response(null, { status: 401 }) : happilyOrOk(each);
  await post("production", fields());
  await pass(MINUTE);
  await tick();
  expect(pinged()).toEqual([]);
  // Slack is well, and so is the watcher that stands for it.
  expect(world.sent.filter(({ url }) => url === `${URL_1}?chat`)).toHaveLength(1);
  expect((await shown()).pager?.problem).toMatch(/^itoc360 refuses access since .*HTTP 401/);
  expect(world.logs).toContainEqual(expect.objectContaining({ ping: "checks", outcome: "withheld" }));
  world.answer = happilyOrOk;
  await pass(20 * MINUTE);
  await tick();
  expect(pinged()).toHaveLength(2);
});

function happilyOrOk(each: SentRequest): Response {
  return each.url.startsWith(URL_1) || each.url === URL_2 ? new Response("OK") : happily(each);
}

test("a watcher whose secret is not there yet is shown", async () => {
  await deploy(watched, { PING_CHECKS: SECRETS.PING_CHECKS });
  watchers(() => new Response("OK"));
  await tick();
  expect(pinged()).toEqual([URL_1]);
  expect((await shown()).pager).toMatchObject({ at: null, problem: "its secret is missing" });
});
