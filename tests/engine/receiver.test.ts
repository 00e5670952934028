import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloudflare } from "../../local/cloudflare/cloudflare.ts";
import { sourceToken, statusToken } from "../../receiver/config/token.ts";
import { call, during, firing, type Reply } from "./caller.ts";
import { Stack, WITHOUT_ENGINE } from "./pulumi.ts";

// The life of one receiver with the real engine, from nothing to nothing; each test goes on where the one
// before ended. While it lives, callbacks arrive without a break, and none may be refused.

const ACCOUNT = "0".repeat(32);
const HOSTNAME = "alerts.example.com";
const SECRETS = {
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  signingSecret: `whsec_${"YWFh".repeat(10)}`,
};
const SCRIPT = `/workers/scripts/relay`;

let cloud: Cloudflare;
let stack: Stack;
/** Host names and paths that the Worker delivered to. */
const delivered: string[] = [];
/** What the last update left. */
const now = { hostname: HOSTNAME, generation: "1" };

// By hand: the test runner would make a paragraph of one line.
if (WITHOUT_ENGINE) writeSync(2, `tests/engine/receiver.test.ts ${WITHOUT_ENGINE}\n`);

describe.skipIf(WITHOUT_ENGINE)("a receiver's life", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    cloud = await Cloudflare.open({
      outbound: async (_name, request) => {
        delivered.push(request.url);
        return new Response(null, { status: 204 });
      },
      onOutput: () => {},
    });
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/receiver.ts", import.meta.url)),
      config: { accountId: ACCOUNT, hostname: HOSTNAME },
      secrets: SECRETS,
      env: { CLOUDFLARE_BASE_URL: cloud.baseUrl, CLOUDFLARE_API_TOKEN: "made-up" },
    });
  }, 60_000);

  afterAll(async () => {
    stack.close();
    await cloud.stop();
  });

  test("begins after an error that came when the first upload was done", async () => {
    cloud.faults.add({ kind: "reset", method: "PUT", path: SCRIPT, done: true });
    const first = await stack.tryUp();
    expect(first).toMatchObject({ ok: false });
    expect(first.output).toContain("10079");
    expect(await stack.up()).toMatchObject({ ok: true, changes: { create: 3, unchanged: 2 } });
    expect(await stack.outputs()).toEqual({ callbackUrl: await callbackUrl(), statusUrl: await statusUrl() });
    expect(await post("i-first")).toEqual({ status: 200, body: '{"decision":"opened"}\n' });
    await expect.poll(() => delivered).toEqual(["https://hooks.example.com/first"]);
  });

  test("has nothing to do at the second preview, and keeps no secret in clear", async () => {
    expect(await stack.preview("--refresh")).toMatchObject({ ok: true, changes: { unchanged: 5 } });
    const state = await stack.state();
    for (const secret of [...Object.values(SECRETS), new URL(await callbackUrl()).search]) {
      expect(state).not.toContain(secret);
    }
  });

  test("goes on with other code", async () => {
    await change({ code: "2" }, { update: 1, unchanged: 4 });
    expect(variant()).toBe("2");
  });

  test("takes a new destination and a new token; the old token stays valid until the one after", async () => {
    const old = await callbackUrl();
    await change({ destinations: "first,second", generation: "2" }, { update: 1, unchanged: 4 });
    expect(await callbackUrl()).not.toBe(old);
    expect(await post("i-second")).toMatchObject({ status: 200 });
    await expect.poll(() => delivered).toContain("https://hooks.example.com/second");
    expect(await call(cloud, old, firing("i-old-token"))).toMatchObject({ status: 200 });
    await change({ generation: "3" }, { update: 1, unchanged: 4 });
    expect((await call(cloud, old, firing("i-old-token"))).status).not.toBe(200);
  });

  test("is found again after its state was lost", async () => {
    await stack.lose();
    await change({}, { create: 5 });
  });

  test("takes a later migration, with a new destination, after the upload was done but the answer lost", async () => {
    cloud.faults.add({ kind: "reset", method: "PUT", path: SCRIPT, done: true });
    const config = { laterMigration: "true", destinations: "first,second,third" };
    const failed = await during(cloud, await callbackUrl(), () => stack.tryUp(config));
    expect(failed).toMatchObject({ result: { ok: false }, refused: [] });
    expect(tag()).toBe("v2");
    await change({}, { create: 1, update: 1, unchanged: 4 });
    expect(tag()).toBe("v2");
    expect(await stack.preview()).toMatchObject({ ok: true, changes: { unchanged: 6 } });
  });

  test("is not renamed or deleted by a slip", async () => {
    const slips: Record<string, string>[] = [
      { scriptName: "other" },
      { scriptName: "relay", deleted: "true" },
    ];
    for (const slip of slips) {
      const { result, refused } = await during(cloud, await callbackUrl(), () => stack.tryUp(slip));
      expect(result.ok).toBe(false);
      expect(result.output).toMatch(/protect/);
      expect(refused).toEqual([]);
    }
    expect(await openIncidents()).toContain("i-first");
  });

  test("is renamed when the person says so: another Worker under the same host name", async () => {
    await change({ deleted: "false", protectIncidents: "false" }, { unchanged: 6 });
    const renamed = await stack.up({ scriptName: "other" });
    expect(renamed).toMatchObject({ ok: true });
    expect(Object.keys(cloud.accounts.open(ACCOUNT).scripts)).toEqual(["other"]);
    expect(await openIncidents()).toEqual([]);
    expect(await post("i-third")).toMatchObject({ status: 200, body: '{"decision":"opened"}\n' });
    expect(await stack.preview()).toMatchObject({ changes: { unchanged: 6 } });
  });

  test("moves to another host name: the old one answers until everything else has changed", async () => {
    const moved = await during(cloud, await callbackUrl(), () => stack.up({ hostname: "pager.example.com" }));
    expect(moved.result).toMatchObject({ ok: true });
    now.hostname = "pager.example.com";
    expect(await openIncidents()).toContain("i-third");
    const calls = cloud.calls.slice(-2).map(({ method }) => method);
    expect(calls).toEqual(["PUT", "DELETE"]);
  });

  test("ends with nothing left", async () => {
    expect(await stack.destroy()).toMatchObject({ ok: true });
    expect(cloud.accounts.open(ACCOUNT)).toMatchObject({ scripts: {}, domains: {} });
  });
});

/**
 * An update under steady callbacks: it changes so much and no more, nothing is refused, the Worker always
 * has its code and its secrets, and the incident that was opened first is still open.
 */
async function change(config: Record<string, string>, changes: Record<string, number>): Promise<void> {
  const { result, calls, refused } = await during(cloud, await callbackUrl(), () => stack.up(config));
  expect(result.output).not.toContain("error:");
  expect(result.changes).toEqual(changes);
  expect(refused).toEqual([]);
  expect(calls).toBeGreaterThan(10);
  Object.assign(now, config);
  expect(await openIncidents()).toContain("i-first");
}

async function callbackUrl(): Promise<string> {
  const token = await sourceToken(SECRETS.callbackSecret, "shop", Number(now.generation));
  return `https://${now.hostname}/callbacks/shop?token=${token}`;
}

async function statusUrl(): Promise<string> {
  return `https://${now.hostname}/status?token=${await statusToken(SECRETS.callbackSecret)}`;
}

async function post(instanceId: string): Promise<Reply> {
  return call(cloud, await callbackUrl(), firing(instanceId));
}

/** Instances with an open incident, as the status page tells. */
async function openIncidents(): Promise<unknown[]> {
  const { body } = await call(cloud, await statusUrl());
  const { sources } = JSON.parse(body) as {
    sources: Record<string, { openIncidents: { list: { resource: { instanceId?: string } }[] } }>;
  };
  return (sources.shop?.openIncidents.list ?? []).map(({ resource }) => resource.instanceId);
}

/** The migration that Cloudflare has applied last. */
function tag(): string | undefined {
  return cloud.accounts.open(ACCOUNT).scripts.relay?.migrationTag;
}

/** Which variant of the code runs. */
function variant(): string | undefined {
  const [version] = cloud.accounts.open(ACCOUNT).scripts.relay?.versions.slice(-1) ?? [];
  const text = new TextDecoder().decode(version?.modules[0]?.content);
  return /\/\/ variant (\w+)\s*$/.exec(text)?.[1];
}
