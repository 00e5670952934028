import { describe, expect, test } from "vitest";
import { route, standIn } from "../../local/destinations/index.ts";
import { serveWeb } from "../../local/web-server.ts";
import { madeUp } from "../../program/project/made-up.ts";
import type { Access, HttpRequest, Message } from "../../receiver/destinations/destination.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";
import type { Verdict } from "../../receiver/destinations/verdict.ts";
import { answersTable } from "../receiver/destinations/answers.ts";
import { short } from "../receiver/destinations/contract.ts";
import { ACCESS, CASES } from "../receiver/destinations/contracts.ts";
import { NOW, type SampleOptions, STEPS, sample } from "../receiver/destinations/samples.ts";

/** A credential that another account might have. */
const OTHERS: Partial<Record<DestinationKind, string>> = {
  webhook: `whsec_${btoa("x".repeat(32))}`,
  pagerduty: "another-routing-key-000000000001",
};

/** What the stand-in of a kind made of an incident is called there. */
function keyAt(kind: DestinationKind, { key }: Message): unknown {
  if (CASES[kind].contract.isChat) return key.slice(0, 8);
  if (destinationOf(kind).passesOn) return expect.any(String);
  return expect.stringContaining(key);
}

function fresh(kind: DestinationKind, access: Access = ACCESS[kind]) {
  let now = NOW;
  const adapter = destinationOf(kind);
  const wait = async (milliseconds: number) => {
    now += milliseconds;
  };
  const vendor = standIn(kind, access, () => now, wait);
  let memory: string | undefined;
  /** Sends as the ledger does: one request after the other, remembering what it is asked to. */
  const send = async (options: SampleOptions & { kind?: Message["kind"]; id?: string } = {}) => {
    const { kind: as, id, ...rest } = options;
    const made = sample(kind, { memory, ...rest });
    const message = { ...made, kind: as ?? made.kind, id: id ?? made.id };
    let verdict: Verdict = { outcome: "delivered" };
    let request: HttpRequest | undefined = await adapter.build(message, ACCESS[kind], now);
    for (; request && verdict.outcome === "delivered"; request = request.next) {
      const { url, method, headers, body } = request;
      const response = await route([vendor], new Request(url, { method, headers, body }));
      const reply = { status: response.status, headers: response.headers, body: await response.text() };
      verdict = adapter.judge(reply, message, now);
      if (verdict.outcome === "delivered") memory = request.memory ?? memory;
    }
    return verdict;
  };
  const incidents = async () =>
    (await (await vendor.app.request("/incidents")).json()) as Record<string, unknown>[];
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  const fault = (order: object) =>
    vendor.app.request("/fault", { method: "PUT", body: JSON.stringify(order) });
  return { vendor, send, incidents, pass, fault, time: () => now };
}

describe.each(DESTINATION_KINDS)("the stand-in of %s", (kind) => {
  test.each(["en", "zh"] as const)("takes an episode and keeps one incident (%s)", async (language) => {
    const { send, incidents } = fresh(kind);
    for (const step of STEPS) expect(await send({ step, language })).toMatchObject({ outcome: "delivered" });
    const kept = await incidents();
    // A vendor for whom the severity is part of the key closes the milder one and opens a worse.
    expect(kept).toHaveLength(["opsgenie", "jsm", "alertmanager"].includes(kind) ? 2 : 1);
    for (const each of kept)
      expect(each).toMatchObject({ key: keyAt(kind, sample(kind)), state: "resolved" });
  });

  test("answers as its page says; if not, run with --update, and npm run reference", async () => {
    const { vendor } = fresh(kind);
    const { url, ...init } = await destinationOf(kind).build(sample(kind), ACCESS[kind], NOW);
    const response = await vendor.app.request(url, init);
    const answer = [`HTTP/1.1 ${response.status}`, await response.text()].filter(Boolean).join("\n\n");
    await expect(`\`\`\`http\n${answer}\n\`\`\`\n\n${answersTable(kind)}\n`).toMatchFileSnapshot(
      `../receiver/destinations/goldens/${kind}.answers.txt`,
    );
  });

  test("opens anew after it was resolved", async () => {
    const { send, incidents } = fresh(kind);
    await send({ step: "opened" });
    await send({ step: "resolved" });
    await send({ step: "opened", id: "again" });
    expect((await incidents()).map(({ state }) => state)).toEqual(["resolved", "open"]);
  });

  test("refuses a body that breaks the contract", async () => {
    const { vendor, incidents } = fresh(kind);
    const { url, method, headers } = await destinationOf(kind).build(sample(kind), ACCESS[kind], NOW);
    const response = await route([vendor], new Request(url, { method, headers, body: "{}" }));
    const reply = { status: response.status, headers: response.headers, body: await response.text() };
    expect(destinationOf(kind).judge(reply, sample(kind), NOW).outcome).not.toBe("delivered");
    expect(await incidents()).toEqual([]);
  });

  test("fails when it is told to", async () => {
    const { send, incidents, fault } = fresh(kind);
    await fault({ status: 503, times: 1 });
    expect(await send()).toMatchObject({ outcome: "retry" });
    expect(await incidents()).toEqual([]);
    expect(await send()).toMatchObject({ outcome: "delivered" });
  });
});

test.each(DESTINATION_KINDS.filter((kind) => ACCESS[kind].credential))(
  "%s refuses another credential, and an operator must act",
  async (kind) => {
    const { send, incidents } = fresh(kind, {
      ...ACCESS[kind],
      credential: OTHERS[kind] ?? "another-credential",
    });
    expect(await send()).toMatchObject({ outcome: "rejected", operator: true });
    expect(await incidents()).toEqual([]);
  },
);

const RATES = DESTINATION_KINDS.flatMap((kind) => {
  const { rate } = CASES[kind].contract;
  return rate ? [{ kind, ...rate }] : [];
});

test.each(RATES)("$kind takes $most messages in $within ms, then none for $thenNoneFor ms", async (rate) => {
  const { kind, most, within, thenNoneFor } = rate;
  const { vendor, send, pass } = fresh(kind);
  const { url, ...init } = await destinationOf(kind).build(sample(kind), ACCESS[kind], NOW);
  for (let count = 1; count < most; count++) await vendor.app.request(url, init);
  expect(await send({ id: "last" })).toMatchObject({ outcome: "delivered" });
  expect(await send({ id: "too-much" })).toMatchObject({ outcome: "retry", everyone: true });
  pass(thenNoneFor - 1);
  if (thenNoneFor > within)
    expect(await send({ id: "still" })).toMatchObject({ outcome: "retry", everyone: true });
  pass(2);
  expect(await send({ id: "later" })).toMatchObject({ outcome: "delivered" });
});

test("Feishu takes 100 messages a minute, however they are spread", async () => {
  const { send, pass } = fresh("feishu");
  for (let count = 0; count < 100; count++) {
    expect(await send({ id: `message-${count}` })).toMatchObject({ outcome: "delivered" });
    pass(250);
  }
  expect(await send({ id: "too-much" })).toMatchObject({ outcome: "retry", everyone: true });
});

test.each([
  ["dingtalk", "access_token=ding-token-0001", "access_token=another", "operator"],
  ["feishu", "feishu-hook-0001", "another", "operator"],
  ["wecom", "key=wecom-key-0001", "key=another", "operator"],
  ["slack", "slack-secret-0001", "another", "operator"],
] as const)("%s does not know another robot", async (kind, own, another, verdict) => {
  const { vendor } = fresh(kind);
  const { url, method, headers, body } = await destinationOf(kind).build(sample(kind), ACCESS[kind], NOW);
  const response = await vendor.app.request(url.replace(own, another), { method, headers, body });
  const reply = { status: response.status, headers: response.headers, body: await response.text() };
  expect(short(destinationOf(kind).judge(reply, sample(kind), NOW))).toBe(verdict);
});

describe("a fault of a stand-in", () => {
  test("may be an error under a 200", async () => {
    const { send, fault } = fresh("wecom");
    await fault({ status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' });
    expect(await send()).toMatchObject({ outcome: "rejected", operator: true });
  });

  test("may befall a message that was taken", async () => {
    const { send, incidents, fault } = fresh("itoc360");
    await fault({ status: 504, accept: true });
    expect(await send()).toMatchObject({ outcome: "retry" });
    expect(await incidents()).toMatchObject([{ state: "open" }]);
  });

  test("lasts for as many requests as it says, and ends when it is told to", async () => {
    const { send, fault } = fresh("itoc360");
    await fault({ status: 503, times: 3 });
    expect(await send()).toMatchObject({ outcome: "retry" });
    expect(await send()).toMatchObject({ outcome: "retry" });
    expect((await fault({ times: 0 })).status).toBe(200);
    expect(await send()).toMatchObject({ outcome: "delivered" });
  });

  test("may be a slow answer, which takes the message all the same", async () => {
    const { send, incidents, fault, time } = fresh("slack");
    await fault({ delayMs: 12_000 });
    expect(await send()).toMatchObject({ outcome: "delivered" });
    expect(time()).toBe(NOW + 12_000);
    expect(await incidents()).toHaveLength(1);
    await fault({ delayMs: 3000, status: 502 });
    expect(await send()).toMatchObject({ outcome: "retry", reason: "HTTP 502" });
    expect(time()).toBe(NOW + 15_000);
  });

  test.each([
    ["before", 0],
    ["after", 1],
  ] as const)("may break the connection %s the message was taken", async (reset, taken) => {
    const { vendor, send, incidents, fault } = fresh("webhook");
    await fault({ reset });
    await expect(send()).rejects.toThrow("the connection was broken on purpose");
    expect(await incidents()).toHaveLength(taken);
    const server = await serveWeb(vendor.app.fetch);
    await fault({ reset });
    await expect(fetch(server.url, { method: "POST", body: "{}" })).rejects.toThrow("fetch failed");
    expect((await fetch(`${server.url}/incidents`)).status).toBe(200);
    server.close();
  });

  test.each([true, false])("may be an answer that never comes (message taken: %s)", async (accept) => {
    const { send, incidents, fault } = fresh("webhook");
    await fault({ hang: true, accept });
    const answer = send();
    const first = await Promise.race([answer, new Promise((resolve) => setImmediate(resolve, "nothing"))]);
    expect(first).toBe("nothing");
    expect(await incidents()).toHaveLength(Number(accept));
  });

  test.each([
    [{ status: 99 }, "Invalid value: Expected >=200"],
    [{ statuz: 503 }, 'Expected never but received "statuz"'],
    [{ times: 2 }, "give a status from 200 to 599, delayMs, hang or reset"],
    [{ hang: true, reset: "after" }, "either hang or reset"],
    [{ reset: "never" }, '("before" | "after")'],
    ["503", "Expected Object"],
  ])("%j is none", async (order, problem) => {
    const { send, fault } = fresh("webhook");
    const answer = await fault(order as object);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toContain(problem);
    expect(await send()).toMatchObject({ outcome: "delivered" });
  });
});

test("DingTalk shows a message with the same id once", async () => {
  const { send, incidents } = fresh("dingtalk");
  await send();
  await send();
  expect((await incidents())[0]).toMatchObject({ events: 1 });
});

test("Alertmanager forgets in a day what it is not reminded of", async () => {
  const { send, incidents, pass } = fresh("alertmanager");
  await send();
  pass(20 * 3600 * 1000);
  await send({ kind: "refreshed" });
  pass(20 * 3600 * 1000);
  expect((await incidents()).map(({ state }) => state)).toEqual(["open"]);
  pass(5 * 3600 * 1000);
  expect((await incidents()).map(({ state }) => state)).toEqual(["resolved"]);
});

test("several destinations of one vendor are told apart by their credentials", async () => {
  const { url } = ACCESS.ilert;
  const [one, two] = ["ilert-key-0001", "ilert-key-0002"].map((credential) =>
    standIn("ilert", { url, credential }, () => NOW),
  );
  if (!one || !two) throw new Error("unreachable");
  const request = await destinationOf("ilert").build(
    sample("ilert"),
    { url, credential: "ilert-key-0002" },
    NOW,
  );
  await route([one, two], new Request(request.url, { method: "POST", body: request.body }));
  expect(one.incidents.list()).toEqual([]);
  expect(two.incidents.list()).toHaveLength(1);
});

test("several robots are told apart by what their URLs say", async () => {
  const urls = ["one", "two"].map((key) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`);
  const robots = urls.map((url) => standIn("wecom", { url, credential: "" }, () => NOW));
  const request = await destinationOf("wecom").build(
    sample("wecom"),
    { url: urls[1] ?? "", credential: "" },
    NOW,
  );
  await route(robots, new Request(request.url, { method: "POST", body: request.body }));
  expect(robots.map(({ incidents }) => incidents.list().length)).toEqual([0, 1]);
});

test.each(DESTINATION_KINDS)("a made-up URL is one of %s", (kind) => {
  const { setup } = destinationOf(kind);
  if (setup.url !== undefined) return;
  const url = madeUp({ key: `${kind}Url`, type: "string", secret: true });
  expect(setup.checkUrl?.(new URL(url))).toBeUndefined();
});

test("nothing is sent to anywhere else", async () => {
  await expect(
    route([], new Request("https://api.ilert.com/api/events", { method: "POST" })),
  ).rejects.toThrow("is not on this machine");
});
