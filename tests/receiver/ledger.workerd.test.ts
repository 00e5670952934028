import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../../receiver/ledger/ledger.ts";
import { fields, recovery } from "./callback.ts";
import {
  callbackUrl,
  deliveryOf,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  post,
  request,
  SECOND,
  sentTo,
  statusOf,
  stopAll,
} from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";

describe("an incident", () => {
  test("opens on the first firing and closes on recovery, with one key", async () => {
    expect(await post("production", fields())).toBe("opened");
    await pass(MINUTE);
    expect(await post("production", recovery())).toBe("resolved");
    await pass(MINUTE);
    const [open, close, ...more] = sentTo(ITOC);
    expect(more).toEqual([]);
    expect(open).toMatchObject({
      status: "trigger",
      severity: "critical",
      title: "web-1/10.0.0.1 · CPU usage 97.4 % (≥ 95 %) · ECS CPU",
    });
    expect(open?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(close).toMatchObject({
      id: open?.id,
      title: open?.title,
      status: "resolve",
      severity: "critical",
    });
  });

  test("that fires again after recovery is a new one, with a new key", async () => {
    for (let round = 0; round < 2; round++) {
      await post("production", fields());
      await pass(MINUTE);
      await post("production", recovery());
      await pass(MINUTE);
    }
    const sent = sentTo(ITOC);
    expect(sent.map((each) => each.status)).toEqual(["trigger", "resolve", "trigger", "resolve"]);
    expect(sent[0]?.id).toBe(sent[1]?.id);
    expect(sent[2]?.id).toBe(sent[3]?.id);
    expect(sent[2]?.id).not.toBe(sent[0]?.id);
  });

  test("opens when data stops arriving", async () => {
    expect(await post("production", fields({ alertState: "INSUFFICIENT_DATA", triggerLevel: "null" }))).toBe(
      "opened",
    );
    await pass(MINUTE);
    expect(sentTo(ITOC)[0]).toMatchObject({ status: "trigger", severity: "medium" });
    expect(await post("production", recovery())).toBe("resolved");
  });

  test("takes the level's word from the source's own table", async () => {
    await post("production", fields({ triggerLevel: "WARN" }));
    await pass(MINUTE);
    expect(sentTo(ITOC)[0]?.severity).toBe("high");
  });

  test("follows its level up and down, and says when it repeats", async () => {
    const decisions: string[] = [];
    for (const triggerLevel of ["WARN", "CRITICAL", "CRITICAL", "INFO"]) {
      decisions.push(await post("production", fields({ triggerLevel })));
      await pass(MINUTE);
    }
    expect(decisions).toEqual(["opened", "escalated", "repeated", "deescalated"]);
    expect(sentTo(ITOC).map((each) => each.severity)).toEqual(["high", "critical", "critical", "low"]);
    expect(new Set(sentTo(ITOC).map((each) => each.id)).size).toBe(1);
  });

  test("is one for each resource and rule", async () => {
    await post("production", fields());
    await post("production", fields({ dimensions: "{instanceId=i-2, userId=1100000000000000}" }));
    await post("production", fields(), "another-rule");
    expect((await statusOf("production")).openIncidents.count).toBe(3);
  });

  test("opened before its rule was replaced is closed by the new rule's recovery", async () => {
    await post("production", fields({ ruleId: "ecs-cpu--0123456789" }));
    await pass(MINUTE);
    expect(await post("production", recovery({ ruleId: "ecs-cpu--aaaaaaaaaa" }))).toBe("resolved");
  });
});

describe("callbacks out of order", () => {
  test("a repeated delivery changes nothing", async () => {
    const same = fields();
    expect(await post("production", same)).toBe("opened");
    world.time += 7 * SECOND;
    expect(await post("production", same)).toBe("duplicate");
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(1);
  });

  test("a recovery before its alert opens and resolves once", async () => {
    const firing = fields();
    world.time += MINUTE;
    expect(await post("production", recovery())).toBe("held");
    expect(await post("production", firing)).toBe("overtaken");
    expect(await post("production", firing)).toBe("late");
    await pass(MINUTE);
    expect(sentTo(ITOC).map((each) => each.status)).toEqual(["trigger", "resolve"]);
    expect((await statusOf("production")).openIncidents.count).toBe(0);
  });

  test("a recovery twice resolves once", async () => {
    await post("production", fields());
    world.time += MINUTE;
    const ok = recovery();
    expect(await post("production", ok)).toBe("resolved");
    expect(await post("production", ok)).toBe("duplicate");
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(2);
  });

  test("a recovery of an earlier stretch does not close the incident that is open", async () => {
    const old = recovery();
    world.time += MINUTE;
    await post("production", fields());
    expect(await post("production", old)).toBe("late");
    expect((await statusOf("production")).openIncidents.count).toBe(1);
  });

  test("a recovery with the vendor's own episode id closes its incident whatever the clocks say", async () => {
    const early = recovery({ transId: "t-1" });
    world.time += MINUTE;
    await post("production", fields({ transId: "t-1" }));
    expect(await post("production", early)).toBe("resolved");
  });

  test("a copy of an alert is none of a new incident, though the relay's clock was set back", async () => {
    const [alert, end] = [fields(), recovery({ timestamp: String(world.time + MINUTE) })];
    world.time += MINUTE;
    world.time -= 2 * MINUTE;
    expect(await post("production", alert)).toBe("opened");
    world.time += 5 * SECOND;
    expect(await post("production", end)).toBe("resolved");
    world.time += 5 * SECOND;
    expect(await post("production", alert)).toBe("late");
    expect(await post("production", end)).toBe("duplicate");
  });

  test("a sender whose clock runs ahead does not make what follows look late", async () => {
    const ahead = String(world.time + 10 * HOUR);
    await post("production", fields({ timestamp: ahead }));
    world.time += MINUTE;
    expect(await post("production", recovery())).toBe("resolved");
    world.time += MINUTE;
    expect(await post("production", fields())).toBe("opened");
  });
});

describe("the vendor's id of the stretch", () => {
  test("tells a late copy of the alert without a time from a new one", async () => {
    await post("production", fields({ transId: "t-1" }));
    await pass(MINUTE);
    await post("production", recovery({ transId: "t-1" }));
    await pass(MINUTE);
    expect(await post("production", fields({ transId: "t-1", timestamp: "" }))).toBe("late");
    expect((await statusOf("production")).openIncidents.count).toBe(0);
    expect(sentTo(ITOC)).toHaveLength(2);
  });

  test("tells that a recovery was lost: the incident is resolved and the next one opens", async () => {
    await post("production", fields({ transId: "t-1" }));
    await pass(HOUR);
    expect(await post("production", fields({ transId: "t-2" }))).toBe("opened");
    await pass(MINUTE);
    // What fires comes before what is over.
    const [first, second, end] = sentTo(ITOC);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "trigger", "resolve"]);
    expect(end?.id).toBe(first?.id);
    expect(second?.id).not.toBe(first?.id);
    const { decisions, openIncidents } = await statusOf("production");
    expect(decisions.map(({ decision }) => decision)).toEqual(["opened", "lost", "opened"]);
    expect(openIncidents).toMatchObject({ count: 1, list: [{ episode: 2 }] });
  });
});

describe("what a callback says and nobody understands", () => {
  test("is said in the answer, the log, the status and the message", async () => {
    const url = await callbackUrl("production", "ecs-cpu");
    const body = new URLSearchParams(fields({ triggerLevel: "BROKEN", timestamp: "n/a" }));
    const unclear = ['Unknown level "BROKEN": taken as critical', 'Unreadable time "n/a": time of arrival'];
    const answered = await (await request(url, { method: "POST", body })).json();
    // The answer is ASCII without quotation marks.
    expect(answered).toEqual({
      decision: "opened",
      unclear: ["Unknown level ?BROKEN?: taken as critical", "Unreadable time ?n/a?: time of arrival"],
    });
    await pass(MINUTE);
    expect(world.logs).toContainEqual(expect.objectContaining({ decision: "opened", unclear }));
    expect((await statusOf("production")).decisions[0]).toMatchObject({ decision: "opened", unclear });
    const [sent] = sentTo(ITOC);
    expect(sent?.severity).toBe("critical");
    expect(sent?.message).toContain(unclear.join("\n"));
  });

  test("is nothing where all is clear", async () => {
    await post("production", fields());
    await pass(MINUTE);
    expect(world.logs[0]).not.toHaveProperty("unclear");
    expect((await statusOf("production")).decisions[0]).not.toHaveProperty("unclear");
  });

  test("does not keep a recovery in whole seconds from an alert in milliseconds", async () => {
    const at = world.time + 567;
    world.time += MINUTE;
    await post("production", fields({ timestamp: String(at) }));
    expect(await post("production", recovery({ timestamp: String(Math.floor(at / 1000)) }))).toBe("resolved");
  });
});

describe("the region of an incident", () => {
  const inShanghai = { regionId: "cn-shanghai" };
  const nowhere = { regionId: "" };

  test("tells two incidents of one rule and resource apart: one recovery ends its own", async () => {
    expect(await post("production", fields())).toBe("opened");
    expect(await post("production", fields(inShanghai))).toBe("opened");
    await pass(MINUTE);
    expect(await post("production", recovery(inShanghai))).toBe("resolved");
    await pass(MINUTE);
    // The newest is told first.
    const [shanghai, , end, ...more] = sentTo(ITOC);
    expect(more).toEqual([]);
    expect(end).toMatchObject({ id: shanghai?.id, status: "resolve" });
    expect((await statusOf("production")).openIncidents.count).toBe(1);
  });

  test("is not needed to find the one that is open", async () => {
    await post("production", fields());
    await pass(MINUTE);
    expect(await post("production", fields(nowhere))).toBe("repeated");
    await pass(MINUTE);
    expect(await post("production", recovery(nowhere))).toBe("resolved");
    expect(await post("production", recovery())).toBe("duplicate");
    expect((await statusOf("production")).openIncidents.count).toBe(0);
  });

  test("is needed where two are open: nothing changes, and the answer says so", async () => {
    await post("production", fields());
    await post("production", fields(inShanghai));
    await pass(MINUTE);
    expect(await post("production", recovery(nowhere))).toBe("ambiguous");
    await pass(MINUTE);
    const { openIncidents, decisions } = await statusOf("production");
    expect(openIncidents.count).toBe(2);
    expect(decisions[0]).toMatchObject({ decision: "ambiguous", rule: "ECS CPU" });
    expect(sentTo(ITOC)).toHaveLength(2);
  });

  test("may come with the recovery only, as of what was open before regions were told apart", async () => {
    await post("production", fields(nowhere));
    await pass(MINUTE);
    expect(await post("production", recovery())).toBe("resolved");
    await pass(MINUTE);
    const [open, end] = sentTo(ITOC);
    expect(end?.id).toBe(open?.id);
  });

  test("may come with late copies of what was told before regions were told apart", async () => {
    const [at, later] = [world.time, world.time + 1000];
    await post("production", fields({ ...nowhere, timestamp: String(at) }));
    await pass(MINUTE);
    await post("production", recovery({ timestamp: String(later) }));
    expect(await post("production", fields({ timestamp: String(at) }))).toBe("late");
    expect(await post("production", recovery({ timestamp: String(later) }))).toBe("duplicate");
    await pass(MINUTE);
    expect(await post("production", fields({ timestamp: String(world.time) }))).toBe("opened");
  });

  test("is no region where it is a name for people", async () => {
    await post("production", fields({ regionId: "China (Hangzhou)" }));
    await pass(MINUTE);
    expect(await post("production", recovery(nowhere))).toBe("resolved");
  });
});

test("an alarm that rings before its time, by the object's own clock, is asked for by the clock that rings", async () => {
  world.answer = () => new Response(null, { status: 503 });
  await post("production", fields());
  await pass(MINUTE);
  const alarms = { Ledger: ledgerOf("production"), Delivery: deliveryOf("itoc360") };
  for (const [kind, stub] of Object.entries(alarms)) {
    const name = kind === "Ledger" ? "production" : "itoc360";
    const askedFor = async (ahead: number) => {
      const info = { isRetry: false, retryCount: 0, scheduledTime: world.time + ahead };
      await runInDurableObject(stub as DurableObjectStub<Ledger>, (object) => object.alarm(info));
      return world.alarmOf({ kind: kind as "Ledger", name }) ?? 0;
    };
    const at = await askedFor(0);
    expect(await askedFor(30_000)).toBe(at + 30_000);
  }
});

describe("delivery", () => {
  test("goes to every destination of the source, each in its own words", async () => {
    await post("everywhere", fields({ triggerLevel: "INFO" }));
    await pass(MINUTE);
    expect(sentTo("api.itoc360.app")[0]?.severity).toBe("low");
    expect(sentTo("api.ilert.com")[0]).toMatchObject({ priority: "LOW", severity: 5, eventType: "ALERT" });
    expect(sentTo("api.flashcat.cloud")[0]?.event_status).toBe("Info");
    expect(sentTo("hooks.example.com")[0]).toMatchObject({
      type: "alert.triggered",
      data: { level: "INFO" },
    });
  });

  test("is tried again after a failure, later each time, and in order", async () => {
    let failures = 3;
    const times: number[] = [];
    world.answer = () => {
      times.push(world.time);
      return failures-- > 0 ? new Response("busy", { status: 503 }) : Response.json({ id: "1" });
    };
    await post("production", fields());
    await pass(SECOND);
    await post("production", recovery());
    await pass(HOUR);
    const begin = times[0] ?? 0;
    expect(times.map((time) => (time - begin) / SECOND)).toEqual([0, 5, 20, 48]);
    // The first try may have arrived, so the recovery is told, and nothing before it any more.
    expect(sentTo(ITOC).map((each) => each.status)).toEqual(["trigger", "resolve", "resolve", "resolve"]);
    expect((await statusOf("production")).waiting.count).toBe(0);
  });

  test("obeys Retry-After as a minimum", async () => {
    let first = true;
    const times: number[] = [];
    world.answer = () => {
      times.push(world.time);
      const answer = first
        ? new Response("", { status: 503, headers: { "retry-after": "120" } })
        : Response.json({});
      first = false;
      return answer;
    };
    await post("production", fields());
    await pass(HOUR);
    expect(times.map((time) => (time - (times[0] ?? 0)) / SECOND)).toEqual([0, 120]);
  });

  test("jitter takes up to half off the wait", async () => {
    world.chance = 0;
    world.answer = () => new Response("", { status: 503 });
    await post("production", fields());
    await pass(SECOND);
    const [waiting] = (await statusOf("production")).waiting.list;
    expect(Date.parse(waiting?.nextTry ?? "") - Date.parse("2026-11-20T08:00:00Z")).toBe(2500);
  });

  test("a 429 holds back the whole destination, and no other", async () => {
    world.answer = ({ url }) =>
      url.includes("ilert") ? new Response("", { status: 429 }) : Response.json({ request_id: "r", id: "1" });
    await post("everywhere", fields());
    await pass(SECOND);
    await post("everywhere", fields({ dimensions: "{instanceId=i-2, userId=1100000000000000}" }));
    await pass(20 * SECOND);
    expect(sentTo("api.ilert.com")).toHaveLength(1);
    expect(sentTo("api.itoc360.app")).toHaveLength(2);
    await pass(15 * SECOND);
    expect(sentTo("api.ilert.com").length).toBeGreaterThan(1);
  });

  test("a message that the vendor can never take is a dead letter at once, and its recovery is dropped", async () => {
    world.answer = () => new Response("Bad Request", { status: 400 });
    await post("production", fields());
    await pass(MINUTE);
    await post("production", recovery());
    await pass(MINUTE);
    const { deadLetters, waiting } = await statusOf("production");
    expect(waiting.count).toBe(0);
    expect(deadLetters.list).toHaveLength(1);
    expect(deadLetters.list[0]).toMatchObject({
      destination: "itoc360",
      kind: "opened",
      attempts: 1,
      operatorMustAct: false,
      reason: "HTTP 400: the source token may belong to another source type",
    });
    expect(sentTo(ITOC)).toHaveLength(1);
    expect(world.logs).toContainEqual(
      expect.objectContaining({ event: "delivery", kind: "resolved", outcome: "skipped" }),
    );
  });

  test("stays below the vendor's pace", async () => {
    for (let index = 0; index < 60; index++) {
      await post("everywhere", fields({ dimensions: `{instanceId=i-${index}, userId=1100000000000000}` }));
    }
    const times: number[] = [];
    const happy = world.answer;
    world.answer = (request) => {
      if (request.url.includes("ilert")) times.push(world.time);
      return happy(request);
    };
    await pass(10 * MINUTE);
    expect(times).toHaveLength(60);
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + MINUTE).length).toBeLessThanOrEqual(50);
    }
  });

  test("a missing credential waits instead of losing the page", async () => {
    await post("keyless", fields());
    await pass(MINUTE);
    const { waiting, deadLetters } = await statusOf("keyless");
    expect(deadLetters.count).toBe(0);
    expect(waiting.list[0]?.lastReason).toMatch(/secret binding is missing/);
  });

  test("a connection that breaks or never answers is tried again", async () => {
    world.answer = () => {
      throw new TypeError("cannot reach https://api.itoc360.app/?token=itoc-token-0001");
    };
    await post("production", fields());
    await pass(SECOND);
    const { waiting } = await statusOf("production");
    expect(waiting.list[0]?.lastReason).toBe("the connection failed");
  });

  test("survives the ledger being taken out of memory at any time", async () => {
    world.answer = () => new Response("", { status: 503 });
    await post("production", fields());
    await pass(SECOND);
    await stopAll();
    world.answer = () => Response.json({ id: "1" });
    await post("production", recovery());
    await stopAll();
    await statusOf("production");
    await pass(HOUR);
    expect(sentTo(ITOC).map((each) => each.status)).toEqual(["trigger", "resolve"]);
  });
});

describe("the callbacks of an episode in any order and repetition", () => {
  test("open once and resolve once at the destination", async () => {
    const episode = fc
      .array(fc.constantFrom("CRITICAL", "WARN", "INFO"), { minLength: 1, maxLength: 4 })
      .chain((levels) => {
        const callbacks = [
          ...levels.map((level, index) => ({ level, index })),
          { level: "OK", index: levels.length },
        ];
        return fc.tuple(
          fc.shuffledSubarray(callbacks, { minLength: callbacks.length }),
          fc.array(fc.constantFrom(...callbacks), { maxLength: 4 }),
        );
      });
    let instance = 0;
    await fc.assert(
      fc.asyncProperty(episode, async ([order, repeats]) => {
        instance++;
        const begin = world.time;
        world.time += HOUR;
        const before = world.sent.length;
        for (const { level, index } of [...order, ...repeats]) {
          const changes = {
            timestamp: String(begin + index * MINUTE),
            dimensions: `{instanceId=i-${instance}}`,
          };
          await post(
            "production",
            level === "OK" ? recovery(changes) : fields({ ...changes, triggerLevel: level }),
          );
          await pass(5 * SECOND);
        }
        await pass(5 * MINUTE);
        const told = world.sent
          .slice(before)
          .map(({ body }) => (JSON.parse(body) as { status: string }).status);
        expect(told[0]).toBe("trigger");
        expect(told.filter((status) => status === "resolve")).toHaveLength(1);
        expect(told.at(-1)).toBe("resolve");
        expect((await statusOf("production")).openIncidents.count).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what is remembered", () => {
  test("old rows go, the number of the episode stays", async () => {
    await post("production", fields());
    await pass(MINUTE);
    await post("production", recovery());
    await pass(MINUTE);
    const [first] = sentTo(ITOC);
    await pass(100 * 24 * HOUR);
    await post("production", fields());
    await pass(MINUTE);
    const report = await statusOf("production");
    expect(report.decisions.length).toBeLessThanOrEqual(2);
    expect(report.openIncidents.list[0]).toMatchObject({
      episode: 2,
      level: "critical",
      destinations: ["itoc360"],
    });
    expect(sentTo(ITOC).at(-1)?.id).not.toBe(first?.id);
  });
});
