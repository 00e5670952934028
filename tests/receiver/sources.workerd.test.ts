import { describe, expect, test } from "vitest";
import { fields } from "./callback.ts";
import { callbackUrl, freshWorld, HOUR, MINUTE, pass, request, sentTo, statusOf, tokenOf } from "./kit.ts";
import { payload } from "./sources/read.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const ILERT = "api.ilert.com";

async function send(source: string, body: string | object, parameters = "", headers: HeadersInit = {}) {
  const url = `${await callbackUrl(source)}${parameters && `&${parameters}`}`;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await request(url, { method: "POST", body: text, headers });
  const answer = await response.text();
  expect(answer.length).toBeLessThanOrEqual(200);
  return response.status === 200 ? (JSON.parse(answer) as unknown) : `${response.status} ${answer.trim()}`;
}

const form = (changes?: Record<string, string>) => new URLSearchParams(fields(changes)).toString();

describe("a Prometheus webhook", () => {
  test("may bring its token in a header, and several alerts, each an incident of its own", async () => {
    const headers = { authorization: `Bearer ${await tokenOf("production")}` };
    const url = "https://relay.example.com/callbacks/production";
    const post = async (name: string) =>
      (await request(url, { method: "POST", body: payload(name), headers })).json();
    expect(await post("prometheus-alertmanager-firing.json")).toEqual({ decision: "opened" });
    world.time = Date.parse("2026-11-20T08:10:00Z");
    expect(await post("prometheus-alertmanager-mixed.json")).toEqual({
      decisions: { resolved: 1, opened: 1 },
    });
    await pass(MINUTE);
    expect(sentTo(ITOC).map((each) => String(each.title ?? each.event))).toHaveLength(3);
    expect((await statusOf("production")).openIncidents.list).toMatchObject([
      { resource: { pod_name: "kube-state-metrics-y" } },
    ]);
  });

  test("without labels resolves the one open incident of its rule and entity", async () => {
    world.time = Date.parse("2026-11-20T08:00:00Z");
    await send("production", payload("prometheus-cms2-critical-firing.json"));
    world.time += 6 * MINUTE;
    expect(await send("production", payload("prometheus-cms2-minimal-recovered.json"))).toEqual({
      decision: "resolved",
    });
    expect((await statusOf("production")).openIncidents.count).toBe(0);
  });

  test("without labels resolves nothing where it could mean either of two", async () => {
    const firing = JSON.parse(payload("prometheus-cms2-critical-firing.json")) as {
      labels: Record<string, string>;
    };
    await send("production", firing);
    await send("production", { ...firing, labels: { ...firing.labels, pod: "api-1" } });
    world.time += 6 * MINUTE;
    expect(await send("production", payload("prometheus-cms2-minimal-recovered.json"))).toEqual({
      decision: "held",
    });
    expect((await statusOf("production")).openIncidents.count).toBe(2);
  });
});

describe("an event that nothing ends", () => {
  test("is resolved when it has been open for as long as the URL says, at every destination", async () => {
    const event = payload("event-rule-state-change.json");
    expect(await send("production", event, "rule=state&openFor=900")).toEqual({ decision: "opened" });
    await pass(10 * MINUTE);
    expect((await statusOf("production")).openIncidents.count).toBe(1);
    await pass(6 * MINUTE);
    const { openIncidents, decisions } = await statusOf("production");
    expect(openIncidents.count).toBe(0);
    expect(decisions[0]).toEqual({
      number: 2,
      receivedAt: "2026-11-20T08:15:00.000Z",
      at: "2026-11-20T08:15:00.000Z",
      decision: "expired",
      rule: "ECS Event-triggered Alert Rule (New)",
    });
    expect(sentTo(ITOC)).toHaveLength(2);
    expect(sentTo(ITOC)[1]).toMatchObject({ status: "resolve" });
    expect(world.logs).toContainEqual(
      expect.objectContaining({ decision: "expired", rule: "ECS Event-triggered Alert Rule (New)" }),
    );
  });

  test("opens anew for one that arrives late, just after its predecessor expired", async () => {
    const event = (time: number) =>
      payload("event-rule-state-change.json").replace(
        "20230217T103516.475+0800",
        new Date(time).toISOString().replaceAll(/[-:]/g, ""),
      );
    const first = world.time;
    expect(await send("production", event(first), "openFor=900")).toEqual({ decision: "opened" });
    await pass(16 * MINUTE);
    expect(await send("production", event(first + 10 * MINUTE), "openFor=900")).toEqual({
      decision: "opened",
    });
  });

  test("stays open for longer when it happens again, and opens anew after it was resolved", async () => {
    const at = () =>
      send(
        "production",
        payload("event-rule-state-change.json").replace(
          "20230217T103516.475+0800",
          new Date(world.time).toISOString().replaceAll(/[-:]/g, ""),
        ),
        "openFor=900",
      );
    expect(await at()).toEqual({ decision: "opened" });
    await pass(10 * MINUTE);
    expect(await at()).toEqual({ decision: "repeated" });
    await pass(10 * MINUTE);
    expect((await statusOf("production")).openIncidents.count).toBe(1);
    await pass(10 * MINUTE);
    expect((await statusOf("production")).openIncidents.count).toBe(0);
    expect(await at()).toEqual({ decision: "opened" });
  });
});

describe("what can't be read", () => {
  test("is told of once an hour for each shape, and kept each time", async () => {
    const quota = { AlarmId: "a", QuotaActionCode: "q_ecs" };
    const reason = "not a callback of CloudMonitor that is known: Quota Center alarm";
    for (let count = 0; count < 3; count++) {
      expect(await send("production", quota)).toEqual({ decision: "quarantined", reason });
      await pass(10 * MINUTE);
    }
    await send("production", { another: "shape" });
    await pass(MINUTE);
    const told = () => sentTo(ITOC).filter(({ status }) => status !== "resolve");
    expect(told().map(({ title }) => title)).toEqual([
      expect.stringContaining("Unrecognised callback"),
      expect.stringContaining("Unrecognised callback"),
    ]);
    expect((await statusOf("production")).quarantined.count).toBe(4);
    await pass(HOUR);
    expect((await statusOf("production")).openIncidents.count).toBe(0);
    await send("production", quota);
    await pass(MINUTE);
    expect(told()).toHaveLength(3);
  });

  test("is only kept where the source says so", async () => {
    const headers = { "cf-connecting-ip": "47.74.206.7" };
    await send("guarded", { alert_id: "a" }, "", headers);
    await pass(MINUTE);
    expect(world.sent).toEqual([]);
    expect((await statusOf("guarded")).quarantined.count).toBe(1);
  });

  test("is kept with a reason that has no control characters, and is short", async () => {
    await send("production", `alertState=${encodeURIComponent("OK\u0000\u0007\n\u0085")}&alertName=a`);
    await send("guarded", form({ userId: `\u0007${"1".repeat(9000)}` }), "", {
      "cf-connecting-ip": "47.74.206.7",
    });
    const [own] = (await statusOf("production")).quarantined.list;
    expect(own?.reason).toBe('alertState is "OK "; expected OK, ALERT or INSUFFICIENT_DATA');
    const [others] = (await statusOf("guarded")).quarantined.list;
    expect(others?.reason).toMatch(/^is of the account 1{400,}$/);
    expect(others?.reason.length).toBe(500);
  });

  test("does not keep back what can be read in the same body", async () => {
    const body = { events: [JSON.parse(payload("prometheus-cms2-critical-firing.json")), { status: "?" }] };
    expect(await send("production", body)).toEqual({ decisions: { opened: 1, quarantined: 1 } });
    expect((await statusOf("production")).quarantined.list[0]?.reason).toMatch(/^status is "\?"/);
  });

  test("is answered shortly, whatever it holds", async () => {
    const bodies = [
      `{"${"\u0001".repeat(50)}":1}`,
      `{"${'\\"'.repeat(500)}":1}`,
      `{"${"\\ud800".repeat(500)}":1}`,
      `alertState=${"报".repeat(5000)}`,
      Array.from({ length: 5 }, (_, index) => `${"警".repeat(30)}${index}=1`).join("&"),
      `alertState=${encodeURIComponent("\u0000".repeat(100))}`,
    ];
    for (const body of bodies)
      expect(await send("hangzhou", body)).toMatchObject({ decision: "quarantined" });
  });
});

describe("a source that says who may call", () => {
  const allowed = { "cf-connecting-ip": "47.74.206.7" };

  test("refuses another account's callback, and shows it", async () => {
    const other = form({ userId: "1200000000000000" });
    expect(await send("guarded", other, "", allowed)).toBe("403 another account is expected here");
    const { quarantined, openIncidents } = await statusOf("guarded");
    expect(quarantined.list[0]?.reason).toBe(
      "is of the account 1200000000000000, and only 1100000000000000 is expected",
    );
    expect(openIncidents.count).toBe(0);
    expect(await send("guarded", form(), "", allowed)).toEqual({ decision: "opened" });
  });

  test.each([
    ["47.74.206.255", true],
    ["121.41.9.246", true],
    ["47.74.207.0", false],
    ["121.41.9.247", false],
    ["2001:db8::1", false],
    ["47.74.206.256", false],
    [undefined, false],
  ])("takes a callback from %s: %s", async (address, taken) => {
    const headers: Record<string, string> = address ? { "cf-connecting-ip": address } : {};
    const answer = await send("guarded", form(), "", headers);
    expect(answer).toEqual(taken ? { decision: "opened" } : "403 this address may not call here");
    if (!taken)
      expect((await statusOf("guarded")).quarantined.list[0]?.reason).toBe(
        `the caller's address ${address ?? null} is not one of those that are allowed`,
      );
  });
});

describe("routes", () => {
  test("take an alert to their destinations, with their own words, and the rest to the default", async () => {
    await send("routed", form(), "label.team=shop");
    await pass(MINUTE);
    expect(sentTo(ILERT)).toMatchObject([{ priority: "HIGH", severity: 2, summary: "Shop: ECS CPU" }]);
    await send("routed", form({ dimensions: "{instanceId=i-2}", instanceName: "web-2" }));
    await send("routed", form({ dimensions: "{instanceId=i-3}", instanceName: "db-3" }));
    await pass(MINUTE);
    const hosts = world.sent.map(({ url }) => new URL(url).host);
    expect(hosts.sort()).toEqual(["api.flashcat.cloud", ILERT, ITOC, "hooks.example.com"]);
  });

  test("of another level add their destinations; the recovery goes to all who were told", async () => {
    const at = (minutes: number, changes: Record<string, string>) =>
      form({ timestamp: String(world.time + minutes * MINUTE), instanceName: "db-1", ...changes });
    await send("routed", at(0, { triggerLevel: "WARN" }), "label.team=shop");
    await pass(2 * MINUTE);
    await send("routed", at(0, {}), "label.team=shop");
    await pass(2 * MINUTE);
    const ok = { alertState: "OK", triggerLevel: "OK", preTriggerLevel: "CRITICAL" };
    await send("routed", at(0, ok), "label.team=shop");
    await pass(2 * MINUTE);
    expect(sentTo(ITOC)).toHaveLength(3);
    expect(sentTo(ILERT).map(({ eventType }) => eventType)).toEqual(["ALERT", "RESOLVE"]);
  });
});
