import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { DrillAnswer } from "../../receiver/answers.ts";
import type { DrillConfig, RelayConfig } from "../../receiver/config/config.ts";
import { operatorToken } from "../../receiver/config/token.ts";
import type { Env } from "../../receiver/env.ts";
import { CONFIG, SECRET } from "./bindings.ts";
import { deploy, freshWorld, MINUTE, pass, request, SECOND, sentTo, statusOf, stopAll } from "./kit.ts";
import { happily, type SentRequest, world } from "./virtual-world.ts";
import worker from "./worker.ts";

freshWorld();

const ADDRESS = "https://relay.example.com";

const drilling = (drill: DrillConfig = {}): RelayConfig => ({
  ...CONFIG,
  address: ADDRESS,
  destinations: { ...CONFIG.destinations, hook: { ...CONFIG.destinations.hook, drill: true } as never },
  sources: {
    ...CONFIG.sources,
    everywhere: { ...CONFIG.sources.everywhere, drill } as RelayConfig["sources"][string],
  },
});

/** The network: the receiver's own address leads to it. */
const network = (vendors: (sent: SentRequest) => Response = happily) => {
  world.answer = (sent) =>
    sent.url.startsWith(ADDRESS)
      ? request(sent.url, { method: "POST", body: sent.body, headers: sent.headers })
      : vendors(sent);
};

const operate = (method: string, body?: object, token = operatorToken(SECRET, 1)) =>
  request(`${ADDRESS}/operate/drill`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });

const newest = async () => ((await (await operate("GET")).json()) as DrillAnswer).drills.everywhere;
const hooked = () =>
  sentTo("hooks.example.com").map(({ type, kind, event }) => String(type ?? kind ?? event));
const told = (host: string) => world.sent.filter(({ url }) => url.includes(host));

describe("a fire drill", () => {
  test("goes the whole way to the marked destination alone, and back", async () => {
    await deploy(drilling());
    network();
    expect((await operate("GET")).status).toBe(200);
    expect(await newest()).toBeNull();
    const begun = await operate("POST", { source: "everywhere", by: "mei" });
    expect(begun.status).toBe(202);
    expect((await operate("POST")).status).toBe(409);
    await pass(MINUTE);
    const drill = await newest();
    expect(drill).toMatchObject({ outcome: "passed", problem: null, by: "mei" });
    expect(drill?.destinations.hook?.opened).not.toBeNull();
    expect(drill?.destinations.hook?.resolved).not.toBeNull();
    expect(Object.keys(drill?.destinations ?? {})).toEqual(["hook"]);
    expect(hooked()).toHaveLength(2);
    for (const host of ["itoc360", "ilert", "flashcat"]) expect(told(host)).toEqual([]);
    expect((await statusOf("everywhere")).drill).toEqual(drill);
    expect((await statusOf("everywhere")).openIncidents.count).toBe(0);
    expect(JSON.stringify(world.logs)).not.toContain(operatorToken(SECRET, 1));
  });

  test("begins by its cron trigger, and by no other", async () => {
    await deploy(drilling({ schedule: "0 2 * * MON" }));
    network();
    const fire = (cron: string) =>
      worker.scheduled(
        { cron, scheduledTime: world.time, noRetry: () => {} } as ScheduledController,
        env as unknown as Env,
      );
    await fire("0 3 * * MON");
    await pass(MINUTE);
    expect(await newest()).toBeNull();
    await fire("0 2 * * MON");
    await pass(MINUTE);
    expect(await newest()).toMatchObject({ outcome: "passed", by: null });
  });

  test("that does not arrive is told at the others, until one passes; what it opened is resolved", async () => {
    await deploy(drilling({ within: 60 }));
    network((sent) => (sent.url.includes("hooks.") ? new Response(null, { status: 503 }) : happily(sent)));
    await operate("POST");
    await pass(5 * MINUTE);
    expect(await newest()).toMatchObject({
      outcome: "failed",
      problem: "hook did not take the alert within 60 s",
    });
    expect(sentTo("api.itoc360.app").map(({ status, title }) => `${status} ${title}`)).toContain(
      "trigger Fire drill failed",
    );
    network();
    await pass(10 * MINUTE);
    await operate("POST");
    await pass(MINUTE);
    expect(await newest()).toMatchObject({ outcome: "passed" });
    expect(sentTo("api.itoc360.app").at(-1)).toMatchObject({ status: "resolve" });
    expect((await statusOf("everywhere")).openIncidents.count).toBe(0);
  });

  test("at an address that does not answer fails at once, and everybody is told", async () => {
    await deploy(drilling());
    world.answer = (sent) =>
      sent.url.startsWith(ADDRESS) ? new Response("error code: 1042", { status: 404 }) : happily(sent);
    await operate("POST");
    await pass(MINUTE);
    expect((await newest())?.problem).toBe("the receiver's own address answered HTTP 404 error code: 1042");
    expect(sentTo("api.itoc360.app")).toHaveLength(1);
    expect(hooked()).toHaveLength(1);
  });

  test("goes on after a stop", async () => {
    await deploy(drilling());
    network();
    await operate("POST");
    await pass(SECOND);
    await stopAll();
    await statusOf("everywhere");
    await pass(MINUTE);
    expect(await newest()).toMatchObject({ outcome: "passed" });
  });
});

test("a callback of a drill that does not run tells nobody", async () => {
  await deploy(drilling());
  network();
  await operate("POST");
  await pass(MINUTE);
  const posted = world.sent.find(({ url }) => url.startsWith(ADDRESS)) as SentRequest;
  const before = world.sent.length;
  const again = await request(posted.url, { method: "POST", body: posted.body, headers: posted.headers });
  expect(await again.json()).toEqual({ decision: "late" });
  await pass(MINUTE);
  expect(world.sent).toHaveLength(before);
});

describe("refused is", () => {
  test.each([
    ["a wrong token", {}, "wrong", 404],
    ["a field that there is not", { who: "mei" }, undefined, 400],
    ["a source that there is not", { source: "nowhere" }, undefined, 404],
    ["a source without a drill", { source: "production" }, undefined, 400],
    ["nobody", { by: "" }, undefined, 400],
  ])("%s", async (_, body, token, status) => {
    await deploy(drilling());
    expect((await operate("POST", body, token ?? operatorToken(SECRET, 1))).status).toBe(status);
  });
});
