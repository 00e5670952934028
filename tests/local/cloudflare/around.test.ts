import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Client from "cloudflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloudflare } from "../../../local/cloudflare/cloudflare.ts";
import { ACCOUNT, ask, clientOf, refusal, TOKEN, uploadCounter, V1 } from "./kit.ts";

const account_id = ACCOUNT;
const OTHER = "f".repeat(32);
let cloud: Cloudflare;
let client: Client;

beforeAll(async () => {
  cloud = await Cloudflare.open({
    ids: [ACCOUNT, OTHER],
    zones: ["example.com", "deep.example.com"],
    tokens: { [TOKEN]: [ACCOUNT], "another-token": [OTHER] },
  });
  client = clientOf(cloud);
  await uploadCounter(client, "around", "1", { migrations: V1 });
});
afterAll(() => cloud.stop());

describe("who asks", () => {
  test("has to say it", async () => {
    const answer = await fetch(`${cloud.baseUrl}/accounts/${ACCOUNT}/workers/scripts`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ success: false, errors: [{ code: 9106 }], result: null });
  });

  test("is known by the token, which opens its own account alone", async () => {
    const unknown = clientOf(cloud, "nobody's").workers.scripts.list({ account_id });
    expect(await refusal(unknown)).toMatchObject({ status: 401, code: 10000 });
    const elsewhere = client.workers.scripts.list({ account_id: OTHER });
    expect(await refusal(elsewhere)).toMatchObject({ status: 403, code: 10000 });
    const malformed = client.workers.scripts.list({ account_id: "not-an-account" });
    expect(await refusal(malformed)).toMatchObject({ status: 404, code: 7003 });
    expect((await client.accounts.list()).result).toMatchObject([{ id: ACCOUNT }]);
    expect(await client.user.tokens.verify()).toMatchObject({ status: "active" });
  });

  test("is told where there is no such call", async () => {
    expect(await refusal(client.get(`/accounts/${ACCOUNT}/workers/nonsense`))).toMatchObject({ code: 7000 });
  });
});

describe("host names", () => {
  test("of the account's zones lead to the script that they are attached to", async () => {
    const hostname = "alerts.deep.example.com";
    const domain = await client.workers.domains.update({ account_id, hostname, service: "around" } as never);
    expect(domain).toMatchObject({ hostname, service: "around", zone_name: "deep.example.com" });
    expect(await atHost(hostname)).toMatchObject({ status: 200, body: { host: hostname, version: "1" } });
    const id = domain.id ?? "";
    expect(await client.workers.domains.get(id, { account_id })).toEqual(domain);
    expect((await client.workers.domains.list({ account_id, service: "around" })).result).toEqual([domain]);
    await client.workers.domains.delete(id, { account_id });
    expect((await atHost(hostname)).status).toBe(404);
    expect(await refusal(client.workers.domains.get(id, { account_id }))).toMatchObject({ code: 100114 });
  });

  test("of nobody's zone, or for no script, are refused", async () => {
    const foreign = { account_id, hostname: "alerts.example.org", service: "around" } as never;
    expect(await refusal(client.workers.domains.update(foreign))).toMatchObject({ code: 10083 });
    const nothing = { account_id, hostname: "alerts.example.com", service: "nothing" } as never;
    expect(await refusal(client.workers.domains.update(nothing))).toMatchObject({ code: 10007 });
  });

  test("under workers.dev lead to it while that is enabled", async () => {
    expect(await refusal(client.workers.subdomains.get({ account_id }))).toMatchObject({ code: 10007 });
    await client.workers.subdomains.update({ account_id, subdomain: "acme" });
    expect(await client.workers.subdomains.get({ account_id })).toEqual({ subdomain: "acme" });
    const { subdomain } = client.workers.scripts;
    expect((await atHost("around.acme.workers.dev")).status).toBe(404);
    expect(await subdomain.create("around", { account_id, enabled: true })).toEqual({
      enabled: true,
      previews_enabled: true,
    });
    expect(await atHost("around.acme.workers.dev")).toMatchObject({ status: 200 });
    expect((await atHost("around.other.workers.dev")).status).toBe(404);
    await subdomain.delete("around", { account_id });
    expect(await subdomain.get("around", { account_id })).toEqual({
      enabled: false,
      previews_enabled: false,
    });
  });
});

test("secrets are set, listed without their text, and taken away; each change runs at once", async () => {
  const { secrets } = client.workers.scripts;
  const secret = { account_id, name: "SECRET", text: "made-up", type: "secret_text" as const };
  expect(await secrets.update("around", secret)).toEqual({ name: "SECRET", type: "secret_text" });
  expect(await ask(cloud, "around")).toMatchObject({ secret: "made-up" });
  expect((await secrets.list("around", { account_id })).result).toEqual([
    { name: "SECRET", type: "secret_text" },
  ]);
  expect(await refusal(secrets.update("around", { ...secret, name: "COUNTER" }))).toMatchObject({
    code: 10053,
  });
  // An upload that neither names a secret nor keeps it drops it.
  await uploadCounter(client, "around", "2", { keep_bindings: ["secret_text"] });
  expect(await ask(cloud, "around")).toMatchObject({ version: "2", secret: "made-up" });
  await secrets.delete("SECRET", { account_id, script_name: "around" });
  expect((await ask(cloud, "around")).secret).toBeUndefined();
  const again = secrets.get("SECRET", { account_id, script_name: "around" });
  expect(await refusal(again)).toMatchObject({ status: 404, code: 10056 });
});

test("cron triggers replace those before, and must be readable", async () => {
  const { schedules } = client.workers.scripts;
  await schedules.update("around", { account_id, body: [{ cron: "*/5 * * * *" }, { cron: "0 4 * * MON" }] });
  const put = await schedules.update("around", { account_id, body: [{ cron: "0 4 * * MON" }] });
  expect(put.schedules).toMatchObject([{ cron: "0 4 * * MON", created_on: expect.any(String) }]);
  expect(await schedules.get("around", { account_id })).toEqual(put);
  const bad = schedules.update("around", { account_id, body: [{ cron: "sometimes" }] });
  expect(await refusal(bad)).toMatchObject({ status: 400, code: 10100 });
});

test("settings of the script and of the running version are changed one by one", async () => {
  const { settings, scriptAndVersionSettings } = client.workers.scripts;
  expect(await settings.edit("around", { account_id, tags: ["a"] })).toMatchObject({
    tags: ["a"],
    logpush: false,
  });
  const change = {
    bindings: [
      { type: "inherit", name: "COUNTER" },
      { type: "plain_text", name: "PLAIN", text: "x" },
    ],
  };
  const file = new File([JSON.stringify(change)], "settings.json", { type: "application/json" });
  const edited = await scriptAndVersionSettings.edit("around", { account_id, settings: file } as never);
  expect(edited).toMatchObject({
    tags: ["a"],
    bindings: [{ name: "COUNTER" }, { name: "PLAIN", text: "x" }],
  });
  expect(await ask(cloud, "around")).toMatchObject({ plain: "x" });
});

describe("what goes wrong on purpose", () => {
  test("may be an answer, silence, or a cut connection, at the call that is meant", async () => {
    const list = () => client.workers.scripts.list({ account_id }, { timeout: 300 });
    cloud.faults.add({ kind: "error", status: 503, path: "/workers/scripts", skip: 1 });
    await list();
    expect(await refusal(list())).toMatchObject({ status: 503 });
    cloud.faults.add({ kind: "timeout", method: "GET" });
    await expect(list()).rejects.toBeInstanceOf(Client.APIConnectionTimeoutError);
    cloud.faults.add({ kind: "reset", method: "GET" });
    await expect(list()).rejects.toBeInstanceOf(Client.APIConnectionError);
    expect((await list()).result).toHaveLength(1);
    cloud.faults.add({ kind: "error", times: 2 });
    cloud.faults.clear();
    await list();
  });

  test("may come when the work is done already", async () => {
    cloud.faults.add({ kind: "reset", method: "PUT", path: "/workers/scripts/late", done: true });
    await expect(uploadCounter(client, "late", "1", { migrations: V1 })).rejects.toThrow();
    expect(await ask(cloud, "late")).toMatchObject({ version: "1" });
    expect(await refusal(uploadCounter(client, "late", "1", { migrations: V1 }))).toMatchObject({
      code: 10079,
    });
  });

  test("may be said over HTTP, and is told when it can't be meant", async () => {
    const local = (path: string, method: string, body?: unknown) =>
      fetch(new URL(`/_local/${path}`, cloud.baseUrl), { method, body: JSON.stringify(body) });
    const fault = { kind: "error", status: 429, method: "GET", path: "/workers/scripts" };
    expect(await (await local("faults", "PUT", fault)).json()).toEqual(fault);
    await local("calls", "DELETE");
    expect(await refusal(client.workers.scripts.list({ account_id }))).toMatchObject({ status: 429 });
    const calls = await fetch(new URL("/_local/calls", cloud.baseUrl));
    expect(await calls.json()).toEqual([
      { method: "GET", path: `/accounts/${ACCOUNT}/workers/scripts`, status: 429 },
    ]);
    for (const [given, error] of [
      [{ kind: "flood" }, "kind must be one of error, timeout, reset"],
      [{ ...fault, status: 200 }, "status must be from 400 to 599"],
      [{ ...fault, skip: -1 }, "skip must be a whole number from 0"],
      [{ ...fault, path: 1 }, "path must be a text"],
    ]) {
      const refused = await local("faults", "PUT", given);
      expect([refused.status, await refused.json()]).toEqual([400, { error }]);
    }
    const headers = { origin: "https://page.example.com" };
    const page = await fetch(new URL("/_local/faults", cloud.baseUrl), { method: "DELETE", headers });
    expect(page.status).toBe(403);
  });
});

test("everything is there again after a restart over the same folder", async () => {
  const state = mkdtempSync(join(tmpdir(), "cloudflare-state-"));
  try {
    const first = await Cloudflare.open({ state });
    await uploadCounter(clientOf(first), "kept", "1", { migrations: V1 });
    expect(await ask(first, "kept")).toMatchObject({ count: 1 });
    await first.stop();
    const second = await Cloudflare.open({ state });
    try {
      expect(await ask(second, "kept")).toMatchObject({ version: "1", count: 2 });
      const again = uploadCounter(clientOf(second), "kept", "2", { migrations: V1 });
      expect(await refusal(again)).toMatchObject({ code: 10079 });
    } finally {
      await second.stop();
    }
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});

/** What the gateway answers for a host name. */
function atHost(host: string): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const asked = request(cloud.gatewayUrl, { headers: { host } }, async (answer) => {
      let text = "";
      for await (const piece of answer) text += piece;
      const status = answer.statusCode ?? 0;
      resolve({ status, body: status === 200 ? JSON.parse(text) : text });
    });
    asked.once("error", reject);
    asked.end();
  });
}
