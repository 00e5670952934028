import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import type { DeadLetters } from "../../../receiver/answers.ts";
import type { DestinationConfig, RelayConfig } from "../../../receiver/config/config.ts";
import { operatorToken } from "../../../receiver/config/token.ts";
import { CONFIG, CREDENTIALS, SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import {
  deliveryOf,
  deploy,
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
} from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const ILERT = "api.ilert.com";
const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });

/** Requests to itoc360 fail. */
function outage(status = 503): void {
  world.answer = (each) => (new URL(each.url).host === ITOC ? new Response("", { status }) : happily(each));
}
const well = () => {
  world.answer = happily;
};

/** What itoc360 and ilert took since `mark`. */
let since = 0;
const mark = () => {
  since = world.sent.length;
};
const told = (host: string) =>
  sentTo(host).slice(
    sentTo(host).length - world.sent.slice(since).filter(({ url }) => new URL(url).host === host).length,
  );
const itoc = () => told(ITOC).map(({ status, id }) => `${status} ${id}`);
const ilert = () => told(ILERT).map(({ eventType, alertKey }) => `${eventType} ${alertKey}`);
const words = (messages: string[]) => messages.map((each) => each.split(" ")[0]);

const ACCESS = {
  DESTINATION_PAGER: JSON.stringify({
    url: "https://api.itoc360.app/functions/v1/events",
    credential: CREDENTIALS.itoc360,
  }),
};

/** The configuration with other destinations, and where `production` delivers. */
function changed(
  deliverTo: string[],
  destinations: Record<string, DestinationConfig | undefined>,
): RelayConfig {
  const all = { ...CONFIG.destinations, ...destinations };
  const production = { ...CONFIG.sources.production, deliverTo, severities: {} };
  return {
    destinations: Object.fromEntries(
      Object.entries(all).filter((each): each is [string, DestinationConfig] => each[1] !== undefined),
    ),
    sources: { production } as RelayConfig["sources"],
  };
}

const renamed = (settings: Partial<DestinationConfig> = {}) =>
  changed(["pager"], {
    itoc360: undefined,
    pager: { kind: "itoc360", severities: {}, formerly: ["itoc360"], ...settings },
  });

async function deadLetters(name: string): Promise<DeadLetters> {
  const response = await request(`https://relay.example.com/operate/destinations/${name}/dead-letters`, {
    headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
  });
  return (await response.json()) as DeadLetters;
}

const operate = (action: string) =>
  request(`https://relay.example.com/operate/destinations/itoc360/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
  });

/** What a ledger hands over of a page. */
async function letterFor(instance: string, key = "a".repeat(64), news = "opened"): Promise<string> {
  const alert = {
    ...{ kind: "metric", state: "firing", level: "critical", rule: { key: "ecs-cpu", name: "ecs-cpu" } },
    ...{ dimensions: { instanceId: instance }, fields: {} },
  };
  const now = world.time;
  const times = { at: now, receivedAt: now, openedAt: now };
  return JSON.stringify([{ number: 1, what: "alert", key, news, level: "critical", ...times, alert }]);
}

beforeEach(() => {
  since = 0;
});

describe("a destination that is called otherwise now", () => {
  test("goes on with what waits and with the recoveries of what is open, each once", async () => {
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    outage();
    await post("production", fields(on("i-2")));
    await pass(MINUTE);
    mark();
    await deploy(renamed(), ACCESS);
    well();
    await pass(2 * MINUTE);
    expect(words(itoc())).toEqual(["trigger"]);
    for (const instance of ["i-1", "i-2"]) await post("production", recovery(on(instance)));
    await post("production", fields(on("i-3")));
    await pass(MINUTE);
    expect(words(itoc()).sort()).toEqual(["resolve", "resolve", "trigger", "trigger"]);
    const opened = sentTo(ITOC)
      .filter(({ status }) => status === "trigger")
      .map(({ id }) => id);
    const resolved = sentTo(ITOC)
      .filter(({ status }) => status === "resolve")
      .map(({ id }) => id);
    expect(new Set(opened).size).toBe(3);
    expect(opened).toEqual(expect.arrayContaining(resolved));
    const { waiting, deadLetters: dead } = await statusOf("production");
    expect([waiting.count, dead.count]).toEqual([0, 0]);
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) => {
      for (const table of ["incidents", "parcels", "dead_letters", "passing"])
        expect(storage.sql.exec(`SELECT * FROM ${table}`).toArray()).toEqual([]);
    });
  });

  test("is told of an escalation once, under either name", async () => {
    await post("production", fields({ ...on("i-1"), triggerLevel: "WARN" }));
    await pass(MINUTE);
    mark();
    await deploy(renamed(), ACCESS);
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    await post("production", recovery(on("i-1")));
    await pass(MINUTE);
    expect(words(itoc())).toEqual(["trigger", "resolve"]);
    expect(new Set(sentTo(ITOC).map(({ id }) => id)).size).toBe(1);
  });

  test("knows what the former one told, also of an incident that its source tells it of first", async () => {
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    const [known] = itoc();
    mark();
    await deploy(renamed(), ACCESS);
    const key = String(known).split(" ")[1] ?? "";
    await deliveryOf("pager").take("production", await letterFor("i-1", key, "updated"));
    await pass(MINUTE);
    const stored = await runInDurableObject(deliveryOf("pager"), (_, { storage }) =>
      storage.sql.exec("SELECT known, known_level FROM incidents WHERE key = ?", key).toArray(),
    );
    expect(stored).toMatchObject([{ known: "open", known_level: "critical" }]);
  });

  test("gets what the ledger had not handed over yet", async () => {
    await post("production", fields(on("i-1")));
    await deploy(renamed(), ACCESS);
    await pass(MINUTE);
    expect(words(itoc())).toEqual(["trigger"]);
  });

  test("loses and doubles nothing, whenever what happens stops", async () => {
    outage();
    for (let index = 0; index < 45; index++) await post("production", fields(on(`i-${index}`)));
    await pass(MINUTE);
    await deploy(renamed(), ACCESS);
    mark();
    // What arrives there is not noted there, then not here; and between all of it everything stops.
    const pager = (statement: string) =>
      runInDurableObject(deliveryOf("pager"), (_, { storage }) => storage.sql.exec(statement));
    const former = (statement: string) =>
      runInDurableObject(deliveryOf("itoc360"), (_, { storage }) => storage.sql.exec(statement));
    for (const full of [pager, former]) {
      await full("CREATE TRIGGER full BEFORE INSERT ON notes BEGIN SELECT raise(ABORT, 'quota'); END");
      await runInDurableObject(deliveryOf("pager"), (delivery) => delivery.alarm()).catch(() => {});
      await stopAll();
      await full("DROP TRIGGER full");
      await post("production", fields(on(full === pager ? "i-100" : "i-101")));
      await stopAll();
    }
    well();
    await pass(30 * MINUTE);
    const ids = itoc().filter((each) => each.startsWith("trigger"));
    expect([ids.length, new Set(ids).size]).toEqual([47, 47]);
    expect((await statusOf("production")).waiting.count).toBe(0);
  });

  test("stays held, and keeps the dead letters", async () => {
    world.answer = () => new Response("", { status: 400 });
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    well();
    mark();
    await deliveryOf("itoc360").operate({ what: "hold", generation: 1, by: "li.wei" });
    await post("production", fields(on("i-2")));
    await pass(MINUTE);
    await deploy(renamed(), ACCESS);
    // As the cron trigger does.
    await deliveryOf("pager").tend();
    await pass(HOUR);
    expect(itoc()).toEqual([]);
    expect(await deadLetters("pager")).toMatchObject({ held: { by: "li.wei" }, waiting: 1, count: 1 });
    await deliveryOf("pager").operate({ what: "release", generation: 1, by: null });
    await deliveryOf("pager").operate({ what: "replay", from: null, to: null, generation: 1, by: null });
    await pass(MINUTE);
    expect(words(itoc())).toEqual(["trigger", "trigger"]);
  });

  test("does what an operator asks for with all that it takes over, however soon that is asked", async () => {
    outage();
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    await deliveryOf("itoc360").operate({ what: "hold", generation: 1, by: "li.wei" });
    well();
    mark();
    await deploy(renamed(), ACCESS);
    const release = await deliveryOf("pager").operate({ what: "release", generation: 1, by: null });
    expect(release).toMatchObject({ heldFor: expect.any(Number), waiting: 1 });
    await pass(MINUTE);
    expect(words(itoc())).toEqual(["trigger"]);
    expect(await deadLetters("pager")).toMatchObject({ held: null });
    await runInDurableObject(deliveryOf("itoc360"), async (delivery) => {
      await expect(delivery.operate({ what: "hold", generation: 1, by: null })).rejects.toThrow(
        "itoc360 is called pager now",
      );
    });
  });

  test("is held by whoever holds it before it has taken over", async () => {
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    mark();
    await deploy(renamed(), ACCESS);
    await deliveryOf("pager").operate({ what: "hold", generation: 1, by: "li.wei" });
    await post("production", fields(on("i-2")));
    await pass(HOUR);
    expect(itoc()).toEqual([]);
    expect(await deadLetters("pager")).toMatchObject({ held: { by: "li.wei" }, waiting: 1 });
  });

  test("takes over once, also where it is asked for twice at the same time", async () => {
    await deliveryOf("itoc360").operate({ what: "hold", generation: 1, by: "li.wei" });
    await deploy(renamed(), ACCESS);
    await Promise.all([
      deliveryOf("pager").operate({ what: "release", generation: 1, by: null }),
      runInDurableObject(deliveryOf("pager"), (delivery) => delivery.alarm()),
    ]);
    await pass(MINUTE);
    expect(await deadLetters("pager")).toMatchObject({ held: null });
  });

  test("and is another vendor now: what waits is told there, what was told before is not resolved there", async () => {
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    outage();
    await post("production", fields(on("i-2")));
    await pass(MINUTE);
    mark();
    const access = JSON.stringify({ url: "https://api.ilert.com/api/events", credential: "ilert-key-0002" });
    await deploy(renamed({ kind: "ilert" }), { DESTINATION_PAGER: access });
    await pass(2 * MINUTE);
    for (const instance of ["i-1", "i-2"]) await post("production", recovery(on(instance)));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT", "RESOLVE"]);
  });

  test("waits while its former name does not know yet", async () => {
    outage();
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    mark();
    await runInDurableObject(deliveryOf("itoc360"), (delivery) => {
      expect(() => delivery.bequeath(0, "pager")).toThrow(
        "itoc360 does not know yet that it is called pager now",
      );
    });
    await deploy(renamed(), ACCESS);
    await runInDurableObject(deliveryOf("itoc360"), (delivery) => {
      expect(() => delivery.take("production", "[]")).toThrow("itoc360 is called pager now");
    });
    await runInDurableObject(deliveryOf("ilert"), async (delivery) => {
      await expect(delivery.take("production", "[]", "itoc360")).rejects.toThrow(
        "ilert was not called itoc360 before",
      );
    });
  });
});

describe("a destination that is removed", () => {
  const passing = (deliverTo: string[]) =>
    ({ ...CONFIG.sources.passing, deliverTo }) as RelayConfig["sources"][string];
  const removed = (deliverTo: string[]) => changed(deliverTo, { itoc360: undefined });

  test("has its pages told by the present ones, with their recoveries; what it knew is recorded as untold", async () => {
    await post("production", fields(on("i-known")));
    await pass(MINUTE);
    outage(429);
    await post("production", fields(on("i-waits")));
    await pass(MINUTE);
    mark();
    await deploy(removed(["ilert"]));
    await stopAll();
    // Until every object runs what was deployed it may be one that an older version doesn't know yet.
    await pass(30 * SECOND);
    await stopAll();
    expect(ilert()).toEqual([]);
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT"]);
    expect(String(told(ILERT)[0]?.details)).toContain("itoc360 was removed");
    await pass(HOUR);
    for (const instance of ["i-known", "i-waits"]) await post("production", recovery(on(instance)));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT", "RESOLVE"]);
    const { letters } = await deadLetters("itoc360");
    expect(letters.map(({ kind, reason, operatorMustAct }) => [kind, reason, operatorMustAct])).toEqual([
      [
        "resolved",
        "itoc360 was removed from the program before its recovery could be told: end the incident there by hand",
        true,
      ],
    ]);
    const after = world.sent.length;
    await pass(HOUR);
    expect(world.sent).toHaveLength(after);
  });

  test.each([410, "held"])("has them told though it sleeps: %s", async (why) => {
    outage(why === 410 ? 410 : 200);
    if (why === "held") await operate("hold");
    await post("production", fields(on("i-waits")));
    for (const news of [fields, recovery]) await post("production", news(on("i-over")));
    await pass(30 * MINUTE);
    mark();
    await deploy(removed(["ilert"]));
    await pass(HOUR);
    expect(words(ilert())).toContain("ALERT");
    expect((await deadLetters("itoc360")).letters.map(({ reason }) => reason)).toEqual([
      "itoc360 was removed from the program before it could tell that 1 incidents opened and were resolved",
    ]);
  });

  test("has what was over told though nothing else is left and it sleeps", async () => {
    await operate("hold");
    for (const news of [fields, recovery]) await post("production", news(on("i-over")));
    await pass(MINUTE);
    await deploy(removed(["ilert"]));
    await pass(15 * MINUTE);
    // It may sleep before it is sure.
    await stopAll();
    await pass(HOUR);
    expect((await deadLetters("itoc360")).letters).toHaveLength(1);
  });

  test("has no page told twice where the source tells another one itself", async () => {
    outage();
    await post("everywhere", fields(on("i-1")));
    await pass(MINUTE);
    mark();
    const { destinations } = removed([]);
    const everywhere = {
      ...CONFIG.sources.everywhere,
      deliverTo: ["ilert"],
    } as RelayConfig["sources"][string];
    await deploy({ destinations, sources: { everywhere } });
    await pass(MINUTE);
    expect(ilert()).toEqual([]);
    await post("everywhere", recovery(on("i-1")));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["RESOLVE"]);
  });

  test("keeps as dead letters what its source tells nobody else", async () => {
    outage();
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    await deploy(removed([]));
    await pass(2 * MINUTE);
    expect((await deadLetters("itoc360")).letters).toMatchObject([
      { kind: "opened", reason: "itoc360 was removed from the program and its source delivers nowhere else" },
    ]);
    expect(await deadLetters("nobody")).toMatchObject({ error: expect.stringContaining("nobody") });
  });

  test("has what was over before it could be told on record", async () => {
    outage();
    await post("production", fields(on("i-1")));
    await post("production", recovery(on("i-1")));
    await pass(SECOND);
    await deploy(removed(["ilert"]));
    await pass(2 * MINUTE);
    const [letter] = (await deadLetters("itoc360")).letters;
    expect(letter?.reason).toBe(
      "itoc360 was removed from the program before it could tell that 1 incidents opened and were resolved",
    );
    await pass(HOUR);
    expect((await deadLetters("itoc360")).letters).toHaveLength(1);
  });

  test("and is only new to an object that runs an older version loses no page", async () => {
    await deploy(removed(["ilert"]));
    await stopAll();
    await deliveryOf("itoc360").take("production", await letterFor("i-1"));
    await pass(20 * SECOND);
    mark();
    await deploy(CONFIG, {});
    await pass(MINUTE);
    expect(words(itoc())).toEqual(["trigger"]);
    expect(ilert()).toEqual([]);
  });

  test("that took callbacks as they came has them told in words", async () => {
    world.answer = (each) =>
      each.url.includes("native") ? new Response("", { status: 503 }) : happily(each);
    await post("passing", fields(on("i-1")));
    await pass(MINUTE);
    mark();
    const { native, ...destinations } = CONFIG.destinations;
    expect(native?.kind).toBe("ilert-native");
    await deploy({ destinations, sources: { passing: passing(["ilert"]) } });
    await pass(2 * MINUTE);
    await post("passing", recovery(on("i-1")));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT", "RESOLVE"]);
  });

  test("that took callbacks as they came has none told twice", async () => {
    world.answer = (each) =>
      each.url.includes("native") ? new Response("", { status: 503 }) : happily(each);
    await deploy({ ...CONFIG, sources: { passing: passing(["native", "ilert"]) } });
    await post("passing", fields(on("i-1")));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT"]);
    const { native, ...destinations } = CONFIG.destinations;
    expect(native).toBeDefined();
    await deploy({ destinations, sources: { passing: passing(["ilert"]) } });
    await pass(MINUTE);
    await post("passing", recovery(on("i-1")));
    await pass(MINUTE);
    expect(words(ilert())).toEqual(["ALERT", "RESOLVE"]);
  });

  test("ends what others were told of its troubles", async () => {
    outage();
    await post("everywhere", fields(on("i-1")));
    await pass(11 * MINUTE);
    const notice = () => told(ILERT).filter(({ summary }) => /itoc360/.test(String(summary)));
    expect(notice()).toHaveLength(1);
    mark();
    await deploy(removed(["ilert"]));
    await pass(2 * MINUTE);
    expect(notice().map(({ eventType }) => eventType)).toEqual(["RESOLVE"]);
  });
});

describe("a destination that is retired", () => {
  const retired = () => changed(["ilert"], { itoc360: { kind: "itoc360", severities: {}, retired: true } });

  test("is told the recoveries of what it knows, and no pages, which others get", async () => {
    await post("production", fields({ ...on("i-known"), triggerLevel: "WARN" }));
    await pass(MINUTE);
    outage();
    await post("production", fields(on("i-waits")));
    await pass(SECOND);
    mark();
    await deploy(retired());
    well();
    await pass(MINUTE);
    expect([itoc(), words(ilert())]).toEqual([[], ["ALERT"]]);
    expect(String(told(ILERT)[0]?.details)).toContain("itoc360 is retired");
    await post("production", fields(on("i-known")));
    await post("production", fields(on("i-new")));
    await pass(MINUTE);
    expect([itoc(), words(ilert())]).toEqual([[], ["ALERT", "ALERT", "ALERT"]]);
    for (const instance of ["i-known", "i-waits", "i-new"]) await post("production", recovery(on(instance)));
    await pass(MINUTE);
    expect(words(ilert()).slice(3)).toEqual(["RESOLVE", "RESOLVE", "RESOLVE"]);
    expect(words(itoc())).toContain("resolve");
    expect(words(itoc())).not.toContain("trigger");
    await ledgerOf("production").atRest();
    expect((await statusOf("production")).waiting.count).toBe(0);
  });

  test("pages nobody for a callback whose end waits with it", async () => {
    world.answer = (each) =>
      each.url.includes("native") ? new Response("", { status: 503 }) : happily(each);
    const sources = (deliverTo: string[]) => ({
      passing: { ...CONFIG.sources.passing, deliverTo } as RelayConfig["sources"][string],
    });
    await deploy({ ...CONFIG, sources: sources(["native", "ilert"]) });
    await post("passing", fields(on("i-1")));
    await pass(MINUTE);
    await post("passing", recovery(on("i-1")));
    await pass(MINUTE);
    mark();
    const { native } = CONFIG.destinations;
    const destinations = {
      ...CONFIG.destinations,
      native: { ...native, retired: true } as DestinationConfig,
    };
    await deploy({ destinations, sources: sources(["native", "ilert"]) });
    await pass(2 * MINUTE);
    expect(ilert()).toEqual([]);
  });
});
