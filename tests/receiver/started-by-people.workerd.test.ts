import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { callbackUrl, freshWorld, ledgerOf, MINUTE, pass, request, SECOND, sentTo, statusOf } from "./kit.ts";
import { payload } from "./sources/read.ts";
import { world } from "./virtual-world.ts";

/** Tests that a person starts: the console's button, and what can't be told from it. */

freshWorld();

const ITOC = "api.itoc360.app";
/** One of the addresses that Alibaba Cloud publishes. */
const CLOUDMONITOR = { "cf-connecting-ip": "121.41.9.246" };

async function press(source: string, init: RequestInit = { method: "POST" }, more = "") {
  const response = await request(`${await callbackUrl(source)}${more}`, init);
  return `${response.status} ${(await response.text()).trim()}`;
}

const decisions = async (source: string) =>
  (await statusOf(source)).decisions.map(({ decision }) => decision).reverse();

describe("an empty POST", () => {
  test("shows up as one incident of level info, which is resolved after a minute", async () => {
    expect(await press("production")).toBe('200 {"decision":"test"}');
    await pass(SECOND);
    expect(sentTo(ITOC)).toEqual([
      expect.objectContaining({ status: "trigger", severity: "low", title: "Test from CloudMonitor" }),
    ]);
    expect(sentTo(ITOC)[0]?.message).toContain("[Info] Somebody tests the alert callback");
    expect((await statusOf("production")).openIncidents.list).toMatchObject([
      { rule: "Test from CloudMonitor", level: "info" },
    ]);
    await pass(MINUTE);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve"]);
    expect(sentTo(ITOC)[1]?.id).toBe(sentTo(ITOC)[0]?.id);
    expect(await decisions("production")).toEqual(["test", "expired"]);
    const { latestEventAt, openIncidents } = await statusOf("production");
    expect([latestEventAt, openIncidents.count]).toEqual(["2026-11-20T08:01:00.000Z", 0]);
  });

  test("is one incident however often it comes meanwhile, and another one afterwards", async () => {
    await Promise.all([
      press("production"),
      press("production"),
      press("production", { method: "POST", body: " \n" }),
    ]);
    await pass(30 * SECOND);
    await press("production");
    await pass(29 * SECOND);
    expect(sentTo(ITOC)).toHaveLength(1);
    await pass(2 * SECOND);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve"]);
    await press("production");
    await pass(2 * MINUTE);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve", "trigger", "resolve"]);
    expect(new Set(sentTo(ITOC).map(({ id }) => id)).size).toBe(2);
    expect(await decisions("production")).toEqual([
      "test",
      "test",
      "test",
      "test",
      "expired",
      "test",
      "expired",
    ]);
  });

  test("is resolved though the ledger stops meanwhile", async () => {
    await press("production");
    await pass(SECOND);
    await evictDurableObject(ledgerOf("production"));
    await pass(MINUTE);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve"]);
  });

  test("goes to the source's own destinations, whatever its routes take", async () => {
    expect(await press("routed", { method: "POST" }, "&label.team=shop")).toBe('200 {"decision":"test"}');
    await pass(2 * MINUTE);
    expect(world.sent.map(({ url }) => new URL(url).host)).toEqual([ITOC, ITOC]);
  });

  test("is told in the language of its source", async () => {
    await press("hangzhou");
    await pass(SECOND);
    const [told] = sentTo("api.flashcat.cloud");
    expect(told).toMatchObject({ title_rule: "云监控测试消息", event_status: "Info" });
    expect(String(told?.description)).toContain("没有实际告警，一分钟后自动恢复");
  });

  test("has nothing that a vendor's own integration could read", async () => {
    expect(await press("passing")).toBe('200 {"decision":"test"}');
    await pass(2 * MINUTE);
    expect(world.sent).toEqual([]);
    expect(await decisions("passing")).toEqual(["test", "expired"]);
  });

  test("only counts where the source says so", async () => {
    expect(await press("counting")).toBe('200 {"decision":"test"}');
    expect(await press("counting", { headers: CLOUDMONITOR })).toBe("200 ok");
    await pass(2 * MINUTE);
    expect(world.sent).toEqual([]);
    expect(await decisions("counting")).toEqual(["test"]);
    const { openIncidents, verifiedAt } = await statusOf("counting");
    expect([openIncidents.count, verifiedAt]).toEqual([0, "2026-11-20T08:00:00.000Z"]);
  });

  test("from an address that may not call is refused", async () => {
    expect(await press("guarded", { method: "POST", headers: { "cf-connecting-ip": "10.0.0.1" } })).toBe(
      "403 this address may not call here",
    );
    expect(await press("guarded", { method: "POST", headers: CLOUDMONITOR })).toBe('200 {"decision":"test"}');
  });
});

describe("a GET without a body", () => {
  test("from CloudMonitor is shown, once in ten minutes for each source", async () => {
    for (let minute = 0; minute < 21; minute++) {
      expect(await press("production", { headers: CLOUDMONITOR })).toBe("200 ok");
      await pass(MINUTE);
    }
    expect(sentTo(ITOC).filter(({ status }) => status === "trigger")).toHaveLength(3);
    expect(sentTo(ITOC).filter(({ status }) => status === "resolve")).toHaveLength(3);
    await press("hangzhou", { headers: CLOUDMONITOR });
    await pass(SECOND);
    expect(sentTo("api.flashcat.cloud")).toHaveLength(1);
  });

  test("is not shown soon after a test by POST", async () => {
    await press("production");
    await pass(9 * MINUTE);
    await press("production", { headers: CLOUDMONITOR });
    await pass(SECOND);
    expect(sentTo(ITOC).filter(({ status }) => status === "trigger")).toHaveLength(1);
  });

  test.each<[string, RequestInit]>([
    ["from anywhere else", { headers: { "cf-connecting-ip": "203.0.113.7" } }],
    ["from an unknown address", {}],
    ["that is a HEAD", { method: "HEAD", headers: CLOUDMONITOR }],
  ])("%s only counts", async (_, init) => {
    expect(await press("production", init)).toMatch(/^200/);
    await pass(2 * MINUTE);
    expect(world.sent).toEqual([]);
    const { verifiedAt, decisions } = await statusOf("production");
    expect([verifiedAt, decisions]).toEqual(["2026-11-20T08:00:00.000Z", []]);
  });

  test("from CloudMonitor, but not from the addresses of the source's account, only counts", async () => {
    expect(await press("guarded", { headers: { "cf-connecting-ip": "106.11.225.7" } })).toBe("200 ok");
    await pass(2 * MINUTE);
    expect(world.sent).toEqual([]);
    expect(await press("guarded", { headers: CLOUDMONITOR })).toBe("200 ok");
    await pass(2 * MINUTE);
    expect(sentTo(ITOC)).toHaveLength(2);
  });
});

describe("a GET with parameters that are of no callback", () => {
  test.each(["&utm=1", "&utm_source=mail&ref=a%20b", "&x", "&=1"])(
    "such as %s pages nobody, and is kept",
    async (more) => {
      expect(await press("production", {}, more)).toBe("200 ok");
      await pass(2 * MINUTE);
      expect(world.sent).toEqual([]);
      const { quarantined, verifiedAt, openIncidents } = await statusOf("production");
      expect(quarantined.list).toMatchObject([{ body: more.slice(1) }]);
      expect([verifiedAt, openIncidents.count]).toEqual(["2026-11-20T08:00:00.000Z", 0]);
    },
  );

  test("from CloudMonitor is the console's Test of a URL that has them", async () => {
    expect(await press("production", { headers: CLOUDMONITOR }, "&utm=1")).toBe("200 ok");
    await pass(SECOND);
    expect(sentTo(ITOC)).toMatchObject([{ title: "Test from CloudMonitor" }]);
  });

  test.each(["&data=%7B%22a%22:1%7D", "&data={}", "&alertState=BROKEN&alertName=a"])(
    "is a delivery where it holds a body: %s",
    async (more) => {
      expect(await press("production", {}, more)).toMatch(/^200 \{"decision":"quarantined"/);
      expect((await statusOf("production")).openIncidents.count).toBe(1);
    },
  );

  test("that is a HEAD only counts, whatever it carries", async () => {
    await press("production", { method: "HEAD" }, "&alertState=ALERT&alertName=a");
    const { verifiedAt, decisions, quarantined } = await statusOf("production");
    expect([verifiedAt, decisions, quarantined.count]).toEqual(["2026-11-20T08:00:00.000Z", [], 0]);
  });
});

describe("an event that a person debugs", () => {
  const debugged = payload("event-debugged.json");
  const send = (source: string, body: string) => press(source, { method: "POST", body });

  test("shows up as a test that names the event, and pages nobody", async () => {
    expect(await send("production", debugged)).toBe('200 {"decision":"test"}');
    await pass(SECOND);
    expect(sentTo(ITOC)).toEqual([
      expect.objectContaining({
        status: "trigger",
        severity: "low",
        title: "Test from CloudMonitor · Agent_Status_Stopped",
      }),
    ]);
    const { message } = sentTo(ITOC)[0] as { message: string };
    expect(message).toContain("has not happened");
    expect(message).toContain("Agent_Status_Stopped (stopped)\nipGroup: 0.0.0.0,0.0.0.1");
    await pass(MINUTE);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve"]);
  });

  test("is another test than the next event, and than the button", async () => {
    await send("production", debugged);
    await send("production", debugged.replace("Agent_Status_Stopped", "Instance:StateChange"));
    await press("production");
    await pass(SECOND);
    expect(sentTo(ITOC)).toHaveLength(3);
  });

  test("only counts where the source says so", async () => {
    expect(await send("counting", debugged)).toBe('200 {"decision":"test"}');
    await pass(2 * MINUTE);
    expect(world.sent).toEqual([]);
    expect(await decisions("counting")).toEqual(["test"]);
  });

  test("may come in the URL", async () => {
    const query = new URLSearchParams({ product: "ECS", name: "Disk:Stalled", resourceId: "d-1" });
    expect(await press("production", {}, `&${query}`)).toBe('200 {"decision":"test"}');
  });

  test("is an event again as soon as it has a time, whatever that is worth", async () => {
    const timed = JSON.stringify({ ...(JSON.parse(debugged) as object), eventTime: "" });
    expect(await send("production", timed)).toBe('200 {"decision":"opened"}');
  });
});
