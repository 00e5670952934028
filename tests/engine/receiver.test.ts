import { writeSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastTag } from "../../components/receiver/migrations.ts";
import { call, during, firing } from "./caller.ts";
import { WITHOUT_ENGINE } from "./pulumi.ts";
import { ACCOUNT, ReceiverLife, SECRETS } from "./receiver-life.ts";

// The life of one receiver with the real engine, from nothing to nothing; each test goes on where the one
// before ended. While it lives, callbacks arrive without a break, and none may be refused; between any two
// steps the stack is refreshed, which may change nothing.

const SCRIPT = `/workers/scripts/relay`;

let life: ReceiverLife;

// By hand: the test runner would make a paragraph of one line.
if (WITHOUT_ENGINE) writeSync(2, `tests/engine/receiver.test.ts ${WITHOUT_ENGINE}\n`);

describe.skipIf(WITHOUT_ENGINE)("a receiver's life", { timeout: 180_000 }, () => {
  beforeAll(async () => {
    life = await ReceiverLife.open();
  }, 60_000);

  afterAll(() => life?.close());

  test("begins after an error that came when the first upload was done", async () => {
    life.cloud.faults.add({ kind: "reset", method: "PUT", path: SCRIPT, done: true });
    const first = await life.stack.tryUp();
    expect(first).toMatchObject({ ok: false });
    expect(first.output).toContain("10079");
    expect(await life.stack.up()).toMatchObject({ ok: true, changes: { create: 4, unchanged: 2 } });
    expect(await life.stack.outputs()).toEqual({
      callbackUrl: await life.callbackUrl(),
      statusUrl: await life.statusUrl(),
    });
    expect(await life.post("i-first")).toEqual({ status: 200, body: '{"decision":"opened"}\n' });
    await expect.poll(() => life.delivered).toEqual(["https://hooks.example.com/first"]);
    expect((await life.stack.up()).changes).toEqual({ unchanged: 6 });
    expect((await life.stack.preview("--refresh")).changes).toEqual({ unchanged: 6 });
    await life.settled(6);
  });

  test("keeps no secret in clear", async () => {
    const state = await life.stack.state();
    for (const secret of [...Object.values(SECRETS), new URL(await life.callbackUrl()).search]) {
      expect(state).not.toContain(secret);
    }
  });

  test("goes on with other code, again and again", async () => {
    for (const code of ["2", "3"]) {
      await life.change({ code }, { update: 1, unchanged: 5 });
      expect(life.variant()).toBe(code);
      await life.settled(6);
    }
  });

  test("takes a new destination and a new token; the old token stays valid until the one after", async () => {
    const old = await life.callbackUrl();
    await life.change({ destinations: "first,second", generation: "2" }, { update: 1, unchanged: 5 });
    expect(await life.callbackUrl()).not.toBe(old);
    expect(await life.post("i-second")).toMatchObject({ status: 200 });
    await expect.poll(() => life.delivered).toContain("https://hooks.example.com/second");
    expect(await call(life.cloud, old, firing("i-old-token"))).toMatchObject({ status: 200 });
    await life.change({ generation: "3" }, { update: 1, unchanged: 5 });
    expect((await call(life.cloud, old, firing("i-old-token"))).status).not.toBe(200);
    await life.settled(6);
  });

  test("is found again after its state was lost", async () => {
    await life.stack.lose();
    await life.change({}, { create: 6 });
    await life.settled(6);
  });

  test("takes a later version's class, with a new destination, after the upload was done but the answer lost", async () => {
    life.cloud.faults.add({ kind: "reset", method: "PUT", path: SCRIPT, done: true });
    const config = { laterVersion: "true", destinations: "first,second,third" };
    const failed = await during(life.cloud, await life.callbackUrl(), () => life.stack.tryUp(config));
    expect(failed).toMatchObject({ result: { ok: false }, refused: [] });
    expect(life.script?.migrationTag).toBe("later");
    await life.change({}, { create: 1, update: 1, delete: 1, unchanged: 4 });
    expect(Object.keys(life.script?.classes ?? {})).toContain("Later");
    await life.settled(6);
  });

  test("is not taken back to the version before: the update is refused, and changes nothing", async () => {
    const before = life.script?.versions.length;
    const { result, refused } = await during(life.cloud, await life.callbackUrl(), () =>
      life.stack.tryUp({ laterVersion: "false" }),
    );
    expect(result.ok).toBe(false);
    expect(result.output).toContain('has the Durable Object migration "later"');
    expect(refused).toEqual([]);
    expect(life.script?.versions.length).toBe(before);
    await life.change({ laterVersion: "true" }, { unchanged: 6 });
  });

  test("is not renamed or deleted by a slip", async () => {
    const slips: Record<string, string>[] = [
      { scriptName: "other" },
      { scriptName: "relay", deleted: "true" },
    ];
    for (const slip of slips) {
      const { result, refused } = await during(life.cloud, await life.callbackUrl(), () =>
        life.stack.tryUp(slip),
      );
      expect(result.ok).toBe(false);
      expect(result.output).toMatch(/protect/);
      expect(refused).toEqual([]);
    }
    expect(await life.openIncidents()).toContain("i-first");
  });

  test("is renamed when the person says so: another Worker under the same host name", async () => {
    await life.change({ deleted: "false", protectIncidents: "false" }, { unchanged: 6 });
    const renamed = await life.stack.up({ scriptName: "other" });
    expect(renamed).toMatchObject({ ok: true });
    expect(Object.keys(life.cloud.accounts.open(ACCOUNT).scripts)).toEqual(["other"]);
    expect(await life.openIncidents()).toEqual([]);
    expect(await life.post("i-third")).toMatchObject({ status: 200, body: '{"decision":"opened"}\n' });
    await life.settled(6);
  });

  test("moves to another host name: the old one answers until everything else has changed", async () => {
    const moved = await during(life.cloud, await life.callbackUrl(), () =>
      life.stack.up({ hostname: "pager.example.com" }),
    );
    expect(moved.result).toMatchObject({ ok: true });
    life.now.hostname = "pager.example.com";
    expect(await life.openIncidents()).toContain("i-third");
    const calls = life.cloud.calls.slice(-2).map(({ method }) => method);
    expect(calls).toEqual(["PUT", "DELETE"]);
  });

  test("ends with nothing left", async () => {
    expect(await life.stack.destroy()).toMatchObject({ ok: true });
    expect(life.cloud.accounts.open(ACCOUNT)).toMatchObject({ scripts: {}, domains: {} });
  });
});

describe.skipIf(WITHOUT_ENGINE)(
  "a receiver of a version with several migrations",
  { timeout: 180_000 },
  () => {
    test("begins from nothing with all of them in one upload", async () => {
      const later = await ReceiverLife.open({ laterVersion: "true" });
      try {
        expect(await later.stack.up()).toMatchObject({ ok: true, changes: { create: 6 } });
        expect(later.cloud.calls.filter(({ path }) => path.endsWith(SCRIPT))).toMatchObject([
          { method: "PUT", status: 200 },
          { method: "PUT", status: 200 },
        ]);
        expect(later.script?.migrationTag).toBe("later");
        expect(lastTag()).not.toBe("later");
        expect(await later.post("i-first")).toMatchObject({ status: 200 });
        await later.settled(6);
      } finally {
        await later.close();
      }
    });
  },
);
