import { describe, expect, test } from "vitest";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, SECOND, sentTo, statusOf } from "../kit.ts";
import { HANGS, happily, type SentRequest, world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const FLASH = "api.flashcat.cloud";
const DING = "oapi.dingtalk.com";

const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });

/** Requests to one host fail until `until`; everything else goes well. */
function outage(host: string, until: number, answer: () => Response | typeof HANGS): void {
  world.answer = (request) =>
    new URL(request.url).host === host && world.time < until ? answer() : happily(request);
}

/** When each message went out to a host that it took, and what it said. */
function arrivals(host: string): { at: number; body: Record<string, unknown> }[] {
  const { answer } = world;
  const taken: { at: number; body: Record<string, unknown> }[] = [];
  world.answer = async (request: SentRequest) => {
    const answered = await answer(request);
    const ours = new URL(request.url).host === host;
    if (ours && answered !== HANGS && answered.ok)
      taken.push({ at: world.time, body: JSON.parse(request.body) });
    return answered;
  };
  return taken;
}

/** Lets time pass. Of a long time only the first and the last hours are played: those between are all alike. */
async function lull(milliseconds: number): Promise<void> {
  const skipped = Math.max(0, milliseconds - 4 * HOUR);
  await pass((milliseconds - skipped) / 2);
  world.time += skipped;
  await pass((milliseconds - skipped) / 2);
}

const busy = () => new Response("", { status: 503 });

describe("a page from the beginning of an outage", () => {
  test.each([
    ["1 min", MINUTE, 30 * SECOND],
    ["4 min", 4 * MINUTE, 30 * SECOND],
    ["10 min", 10 * MINUTE, 30 * SECOND],
    ["an hour", HOUR, 30 * SECOND],
    ["61 min", 61 * MINUTE, 2 * MINUTE],
    ["4 h 10", 4 * HOUR + 10 * MINUTE, 2 * MINUTE],
    ["9 h 10", 9 * HOUR + 10 * MINUTE, 2 * MINUTE],
    ["24 h", 24 * HOUR, 2 * MINUTE],
    ["72 h", 72 * HOUR, 2 * MINUTE],
  ])("of %s arrives once the vendor is back, and a new one at once", async (_, lasts, within) => {
    const back = world.time + lasts;
    outage(FLASH, back, busy);
    const taken = arrivals(FLASH);
    await post("hangzhou", fields());
    await lull(lasts - MINUTE);
    expect(taken).toEqual([]);
    await pass(MINUTE + 5 * MINUTE);
    expect(taken).toHaveLength(1);
    expect((taken[0]?.at ?? 0) - back).toBeLessThanOrEqual(within);
    await post("hangzhou", fields(on("i-2")));
    const asked = world.time;
    await pass(SECOND);
    expect(taken[1]?.at).toBe(asked);
    const { waiting, deadLetters } = await statusOf("hangzhou");
    expect([waiting.count, deadLetters.count]).toEqual([0, 0]);
  });

  test("is not passed over by a new one that finds the vendor back", async () => {
    const back = world.time + 3 * HOUR;
    outage(FLASH, back, busy);
    const taken = arrivals(FLASH);
    await post("hangzhou", fields());
    await pass(3 * HOUR + 2 * SECOND);
    await post("hangzhou", fields(on("i-2")));
    await pass(10 * SECOND);
    expect(taken.map(({ at }) => at - back <= 10 * SECOND)).toEqual([true, true]);
  });

  test("is given up after more than three days, and not before", async () => {
    outage(ITOC, Number.POSITIVE_INFINITY, busy);
    await post("production", fields());
    await lull(74 * HOUR);
    expect((await statusOf("production")).waiting.count).toBe(1);
    await pass(2 * HOUR);
    const { waiting, deadLetters } = await statusOf("production");
    expect(waiting.count).toBe(0);
    expect(deadLetters.list).toMatchObject([
      { reason: "given up after 75 h: HTTP 503", operatorMustAct: false },
    ]);
  });
});

describe("itoc360", () => {
  test("answers 503 for four minutes: the page arrives, and says why so late", async () => {
    outage(ITOC, world.time + 4 * MINUTE, busy);
    const taken = arrivals(ITOC);
    await post("production", fields());
    await pass(10 * MINUTE);
    expect(taken).toHaveLength(1);
    expect(taken[0]?.body.status).toBe("trigger");
    expect(taken[0]?.body.message).toMatch(
      /^\[Critical] .*\nSince 08:00, told 08:04: itoc360 was unreachable\n/,
    );
  });

  test("accepts with 504 for four minutes: the recovery is sent, and once", async () => {
    const until = world.time + 4 * MINUTE;
    outage(ITOC, until, () => new Response("", { status: 504 }));
    await post("production", fields());
    await pass(3 * MINUTE);
    await post("production", recovery());
    await pass(10 * MINUTE);
    const ids = new Set(sentTo(ITOC).map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(sentTo(ITOC).at(-1)?.status).toBe("resolve");
    expect((await statusOf("production")).waiting.count).toBe(0);
    const after = world.sent.length;
    await pass(HOUR);
    expect(world.sent).toHaveLength(after);
  });

  test("answers 500 to one message and takes the others: it stays last, and goes on", async () => {
    world.answer = (request) =>
      request.body.includes("i-bad") ? new Response("", { status: 500 }) : happily(request);
    const taken = arrivals(ITOC);
    await post("production", fields({ instanceName: "i-bad", ...on("i-bad") }));
    await pass(10 * SECOND);
    for (let index = 0; index < 30; index++) {
      await post("production", fields(on(`i-${index}`)));
      await pass(MINUTE);
    }
    expect(taken).toHaveLength(30);
    const { waiting } = await statusOf("production");
    expect(waiting.list).toMatchObject([{ lastReason: expect.stringMatching(/^HTTP 500/) }]);
    // Less densely than an outage is probed, and never given up by count.
    const tries = waiting.list[0]?.attempts ?? 0;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(20);
  });

  test("is away for ten minutes, and 300 incidents are over: a new critical goes first", async () => {
    const begin = world.time;
    const back = begin + 10 * MINUTE;
    outage(ITOC, back, busy);
    const taken = arrivals(ITOC);
    await post("production", fields(on("i-open")));
    for (let index = 0; index < 300; index++) await post("production", fields(on(`i-${index}`)));
    await pass(8 * MINUTE);
    for (let index = 0; index < 300; index++) await post("production", recovery(on(`i-${index}`)));
    await pass(2 * MINUTE + 30 * SECOND);
    const first = taken[0]?.at ?? 0;
    expect(first - back).toBeLessThanOrEqual(30 * SECOND);
    await post("production", fields(on("i-new")));
    const asked = world.time;
    await pass(10 * MINUTE);
    const of = (status: string) => taken.filter(({ body }) => body.status === status);
    const pages = of("trigger").map(({ at, body }) => ({ at, severity: body.severity }));
    // The one that is open, the new one, and one summary of all that is over.
    expect(pages.map(({ severity }) => severity)).toEqual(["critical", "low", "critical"]);
    expect((pages[2]?.at ?? 0) - asked).toBeLessThanOrEqual(SECOND);
    const summary = of("trigger").find(({ body }) => body.severity === "low")?.body;
    expect(summary?.message).toMatch(
      /^itoc360 was unreachable 08:00–08:1\d: 29\d incidents opened and were resolved, 1 is open\n/,
    );
    // It resolves itself, as does what may have arrived while the vendor was away.
    const counted = Number(/: (\d+) incidents/.exec(String(summary?.message))?.[1]);
    expect(of("resolve")).toHaveLength(300 - counted + 1);
    expect(300 - counted).toBeLessThanOrEqual(6);
    expect((await statusOf("production")).waiting.count).toBe(0);
  });
});

describe("one destination", () => {
  test("hangs and another is healthy: its pages are not late", async () => {
    world.answer = (request) => (new URL(request.url).host === FLASH ? happily(request) : HANGS);
    const taken = arrivals(FLASH);
    const asked: number[] = [];
    for (let index = 0; index < 20; index++) {
      asked.push(world.time);
      await post("everywhere", fields(on(`i-${index}`)));
      await pass(7 * SECOND);
    }
    expect(taken.map(({ at }) => at)).toEqual(asked);
    const { waiting } = await statusOf("everywhere");
    expect(waiting.count).toBe(60);
    expect(waiting.list.map(({ lastReason }) => lastReason)).toContain("no answer within 10 s");
  });

  test("is shared by two sources: together they stay below its limit, and take turns", async () => {
    const taken = arrivals(DING);
    for (let index = 0; index < 30; index++) await post("shop", fields(on(`i-${index}`)));
    for (let index = 0; index < 30; index++) await post("bank", fields(on(`i-${index}`)));
    await pass(10 * MINUTE);
    const times = taken.map(({ at }) => at);
    expect(times).toHaveLength(60);
    for (const start of times)
      expect(times.filter((at) => at >= start && at < start + MINUTE).length).toBeLessThanOrEqual(20);
    const sources = world.logs.flatMap((each) => (each.event === "delivery" ? [each.source] : []));
    expect(sources.slice(0, 20).filter((source) => source === "bank").length).toBeGreaterThanOrEqual(8);
  });

  test("asks for ten minutes: nobody knocks before, and then everything is through", async () => {
    const begin = world.time;
    let shut = 0;
    world.answer = (request) => {
      if (new URL(request.url).host !== DING) return happily(request);
      if (world.time >= begin + 10 * MINUTE) return happily(request);
      shut++;
      return Response.json({ errcode: 410100, errmsg: "too fast" });
    };
    const taken = arrivals(DING);
    await post("shop", fields());
    await pass(MINUTE);
    await post("bank", fields());
    await pass(8 * MINUTE);
    expect(shut).toBe(1);
    await pass(3 * MINUTE);
    expect(taken.filter(({ body }) => body.msgUuid !== undefined)).toHaveLength(3);
    expect((await statusOf("shop")).deadLetters.count).toBe(0);
    expect((await statusOf("bank")).waiting.count).toBe(0);
  });
});

describe("an access that is refused", () => {
  test("for a moment costs no page", async () => {
    const begin = world.time;
    outage(ITOC, begin + MINUTE, () => new Response("", { status: 403 }));
    const taken = arrivals(ITOC);
    await post("production", fields());
    await pass(MINUTE);
    const { waiting } = await statusOf("production");
    expect(waiting.list).toMatchObject([{ attempts: 1, lastReason: "HTTP 403" }]);
    await post("production", fields(on("i-2")));
    await pass(20 * MINUTE);
    expect(taken.map(({ at }) => at - begin)).toEqual([15 * MINUTE, 15 * MINUTE]);
    expect(taken[1]?.body.message).toContain("itoc360 refused access");
  });

  test("is probed every quarter of an hour, and dead after three days", async () => {
    outage(ITOC, Number.POSITIVE_INFINITY, () => new Response("Unauthorized", { status: 401 }));
    await post("production", fields());
    await pass(2 * HOUR);
    expect(sentTo(ITOC).length).toBe(2 * 4 + 1);
    await lull(69 * HOUR);
    expect((await statusOf("production")).waiting.count).toBe(1);
    await pass(2 * HOUR);
    const { waiting, deadLetters } = await statusOf("production");
    expect(waiting.count).toBe(0);
    expect(deadLetters.list).toMatchObject([
      {
        operatorMustAct: true,
        reason: "given up after 72 h: HTTP 401: the source token is unknown; renew it",
      },
    ]);
  });

  test("with 410 is left alone: what comes waits, and nothing undoes it", async () => {
    outage("hooks.example.com", Number.POSITIVE_INFINITY, () => new Response("", { status: 410 }));
    await post("everywhere", fields());
    await pass(MINUTE);
    await post("everywhere", fields(on("i-2")));
    await pass(HOUR);
    expect(sentTo("hooks.example.com")).toHaveLength(1);
    const { waiting, deadLetters } = await statusOf("everywhere");
    expect(deadLetters.count).toBe(0);
    expect(waiting.list).toMatchObject([
      { destination: "hook", nextTry: null, lastReason: "HTTP 410" },
      { destination: "hook", nextTry: null, lastReason: "HTTP 410" },
    ]);
  });
});
