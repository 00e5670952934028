import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { Delivery } from "../../../receiver/delivery/delivery.ts";
import type { Env } from "../../../receiver/env.ts";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import {
  deliveryOf,
  freshWorld,
  HOUR,
  MINUTE,
  pass,
  post,
  SECOND,
  sentTo,
  statusOf,
  stopAll,
} from "../kit.ts";
import { HANGS, happily, world } from "../virtual-world.ts";
import { letter } from "./samples.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const ILERT = "api.ilert.com";

const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });

/** Requests to itoc360 fail until `until`; everything else goes well. */
function outage(until: number, answer: () => Response | typeof HANGS): void {
  world.answer = (request) =>
    new URL(request.url).host === ITOC && world.time < until ? answer() : happily(request);
}

/** What ilert was told: event type, text, and how long after the beginning of the test. */
let begin = 0;
beforeEach(() => {
  begin = world.time;
});
const ever = Number.POSITIVE_INFINITY;
const told = () => sentTo(ILERT).map(({ eventType }) => eventType);
const text = (index: number) => String(sentTo(ILERT)[index]?.details);

describe("a page that does not arrive", () => {
  test("goes to the fallback after five minutes and says why; the recovery reaches both, each once", async () => {
    outage(begin + 10 * MINUTE, () => new Response("", { status: 503 }));
    await post("night", fields());
    await pass(5 * MINUTE - SECOND);
    expect(told()).toEqual([]);
    await pass(SECOND);
    expect(told()).toEqual(["ALERT"]);
    expect(text(0)).toContain("\nSince 08:00, told 08:05: oncall did not take it for 5 minutes (HTTP 503)\n");
    await pass(10 * MINUTE);
    // The first one still gets the page that it was owed.
    const pages = () => sentTo(ITOC).filter(({ status }) => status === "trigger");
    expect(new Set(pages().map(({ id }) => id)).size).toBe(1);
    expect((await statusOf("night")).waiting.count).toBe(0);
    const before = pages().length;
    await post("night", recovery());
    await pass(MINUTE);
    expect(told()).toEqual(["ALERT", "RESOLVE"]);
    expect(sentTo(ILERT)[1]?.alertKey).toBe(sentTo(ILERT)[0]?.alertKey);
    expect(sentTo(ITOC).at(-1)?.status).toBe("resolve");
    expect(pages()).toHaveLength(before);
    const after = world.sent.length;
    await pass(60 * MINUTE);
    expect(world.sent).toHaveLength(after);
  });

  test("goes there too while its tries hang", async () => {
    outage(ever, () => HANGS);
    await post("night", fields());
    await pass(6 * MINUTE);
    expect(told()).toEqual(["ALERT"]);
  });

  test("is over before: nobody else is told", async () => {
    outage(ever, () => new Response("", { status: 503 }));
    await post("night", fields());
    await pass(4 * MINUTE);
    await post("night", recovery());
    await pass(10 * MINUTE);
    expect(told()).toEqual([]);
  });

  test("is of a level that has no fallback", async () => {
    outage(ever, () => new Response("", { status: 503 }));
    await post("night", fields({ triggerLevel: "INFO" }));
    await pass(10 * MINUTE);
    expect(told()).toEqual([]);
    await post("night", fields({ triggerLevel: "WARN" }));
    await pass(SECOND);
    expect(told()).toEqual(["ALERT"]);
  });

  test("is told there by the source itself: it goes there once", async () => {
    outage(ever, () => new Response("", { status: 503 }));
    await post("both", fields());
    await pass(8 * MINUTE);
    await post("both", recovery());
    await pass(MINUTE);
    expect(told()).toEqual(["ALERT", "RESOLVE"]);
  });
});

describe("a page that is refused", () => {
  test("goes to the fallback at once where access is refused, and so do the next ones", async () => {
    outage(ever, () => new Response("", { status: 401 }));
    await post("night", fields());
    await pass(SECOND);
    await post("night", fields(on("i-2")));
    await pass(SECOND);
    expect(told()).toEqual(["ALERT", "ALERT"]);
    for (const index of [0, 1])
      expect(text(index)).toContain(
        "\nSince 08:00, told 08:00: oncall refused access (HTTP 401: the source token is unknown; renew it)\n",
      );
  });

  test("goes there at once where the vendor can't take it, and its recovery follows", async () => {
    outage(ever, () => new Response("", { status: 400 }));
    await post("night", fields());
    await pass(SECOND);
    expect(told()).toEqual(["ALERT"]);
    expect(text(0)).toContain("oncall refused the message (HTTP 400");
    await post("night", recovery());
    await pass(MINUTE);
    expect(told()).toEqual(["ALERT", "RESOLVE"]);
    expect((await statusOf("night")).deadLetters.count).toBe(1);
  });
});

describe("what is passed on", () => {
  test("is followed by the recovery, also after the first destination was removed", async () => {
    outage(ever, () => new Response("", { status: 503 }));
    await post("night", fields());
    await pass(6 * MINUTE);
    const { oncall, ...destinations } = CONFIG.destinations;
    expect(oncall).toBeDefined();
    await runInDurableObject(deliveryOf("oncall"), async (_, state) => {
      const key = String(sentTo(ILERT)[0]?.alertKey);
      const without = { ...(env as unknown as Env), CONFIG: { ...CONFIG, destinations } };
      const delivery = new Delivery(state, without, world.around(state, "Delivery"));
      await delivery.alarm();
      delivery.take("night", JSON.stringify([letter("resolved", 1000, { key, openedAt: begin })]));
    });
    await pass(MINUTE);
    expect(told()).toEqual(["ALERT", "RESOLVE"]);
  });

  test("comes again where a call had run and was not noted, and counts once", async () => {
    outage(ever, () => new Response("", { status: 401 }));
    const oncall = (statement: string) =>
      runInDurableObject(deliveryOf("oncall"), (_, { storage }) => storage.sql.exec(statement));
    await oncall("CREATE TRIGGER full BEFORE DELETE ON passing BEGIN SELECT raise(ABORT, 'quota'); END");
    await post("night", fields());
    await pass(MINUTE);
    const failed = world.logs.filter((each) => each.event === "hand-over");
    expect(failed.length).toBeGreaterThan(2);
    expect(failed[0]).toMatchObject({ source: "via oncall", destination: "ilert" });
    await oncall("DROP TRIGGER full");
    await stopAll();
    await pass(HOUR);
    expect(told()).toEqual(["ALERT"]);
    await post("night", recovery());
    await pass(MINUTE);
    expect(told()).toEqual(["ALERT", "RESOLVE"]);
    await runInDurableObject(deliveryOf("oncall"), (_, { storage }) =>
      expect(storage.sql.exec("SELECT * FROM passing").toArray()).toEqual([]),
    );
  });

  test("survives a stop before it was handed over", async () => {
    outage(ever, () => new Response("", { status: 401 }));
    for (let index = 0; index < 5; index++) {
      await post("night", fields(on(`i-${index}`)));
      await stopAll();
      await pass(SECOND);
      await stopAll();
    }
    await pass(MINUTE);
    expect(told()).toEqual(Array(5).fill("ALERT"));
  });
});
