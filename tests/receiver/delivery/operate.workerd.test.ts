import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { DeadLetters, Status } from "../../../receiver/answers.ts";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import { operatorToken, statusToken } from "../../../receiver/config/token.ts";
import { Delivery } from "../../../receiver/delivery/delivery.ts";
import type { Env } from "../../../receiver/env.ts";
import { CONFIG, SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import {
  deliveryOf,
  deploy,
  freshWorld,
  HOUR,
  MINUTE,
  pass,
  post,
  request,
  SECOND,
  sentTo,
  statusOf,
  stopAll,
  tokenOf,
} from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });
const at = (what: string, name = "itoc360") =>
  `https://relay.example.com/operate/destinations/${name}/${what}`;

interface Options {
  name?: string;
  token?: string;
}

async function ask(what: string, body?: unknown, { name, token = operatorToken(SECRET, 1) }: Options = {}) {
  const response = await request(at(what, name), {
    ...(what.startsWith("dead-letters")
      ? {}
      : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body ?? {}) }),
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, cache: response.headers.get("cache-control"), text };
}

async function done(what: string, body?: unknown, options: Options = {}): Promise<Record<string, unknown>> {
  const { status, text } = await ask(what, body, options);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

const list = async (query = "", options: Options = {}) =>
  (await done(`dead-letters${query}`, undefined, options)) as unknown as DeadLetters;

/** Requests to itoc360 are answered so until `well`. */
function answers(status: number): void {
  world.answer = (each) => (new URL(each.url).host === ITOC ? new Response("", { status }) : happily(each));
}
const well = () => {
  world.answer = happily;
};

const told = () => sentTo(ITOC).map(({ status, id }) => `${status} ${String(id).slice(0, 4)}`);
let before = 0;
/** What has been sent since `mark`. */
const news = () => told().slice(before);
const mark = () => {
  before = sentTo(ITOC).length;
};

/** Lets a long time pass, of which only the last hour is played. */
async function lull(milliseconds: number): Promise<void> {
  world.time += milliseconds - HOUR;
  await pass(HOUR);
}

/** A page that itoc360 can never take. */
async function refused(instance: string): Promise<void> {
  answers(400);
  await post("production", fields(on(instance)));
  await pass(SECOND);
  well();
  mark();
}

beforeEach(() => {
  before = 0;
});

describe("a dead letter", () => {
  test("is raised by its id, once, and its recovery follows", async () => {
    await refused("i-1");
    const [letter] = (await list()).letters;
    expect(letter).toMatchObject({
      ...{ id: 1, source: "production", kind: "opened", level: "critical", settled: null },
      reason: expect.stringMatching(/^HTTP 400/),
      attempts: { count: 1, first: [{ at: "2026-11-20T08:00:00.000Z", status: 400 }], between: 0, last: [] },
    });
    expect(await done("replay", { letter: 1 })).toEqual({ destination: "itoc360", letters: 1, replayed: 1 });
    expect(await done("replay", { letter: 1 })).toMatchObject({ letters: 1, done: 1 });
    await stopAll();
    await pass(MINUTE);
    expect(news()).toEqual([expect.stringMatching(/^trigger/)]);
    expect((await statusOf("production")).deadLetters.count).toBe(0);
    await post("production", recovery(on("i-1")));
    await pass(MINUTE);
    expect(news()).toHaveLength(2);
    expect(news()[1]).toMatch(/^resolve/);
    await done("replay");
    await pass(HOUR);
    expect(news()).toHaveLength(2);
  });

  test("is not raised where its incident is over", async () => {
    await refused("i-1");
    await post("production", recovery(on("i-1")));
    await pass(MINUTE);
    expect(await done("replay")).toMatchObject({ letters: 1, over: 1 });
    await pass(HOUR);
    expect(news()).toEqual([]);
    // Nobody was told of it, which stays on record.
    expect((await list()).letters[0]?.settled).toBeNull();
    expect((await statusOf("production")).deadLetters.count).toBe(1);
  });

  test("is not raised where something newer has been told, or waits", async () => {
    await refused("i-1");
    await post("production", fields({ ...on("i-1"), triggerLevel: "WARN" }));
    expect(await done("replay", { letter: 1 })).toMatchObject({ superseded: 1 });
    await pass(MINUTE);
    expect(news()).toEqual([expect.stringMatching(/^trigger/)]);
    expect(await done("replay")).toMatchObject({ superseded: 1 });
    await pass(HOUR);
    expect(news()).toHaveLength(1);
  });

  test("of a recovery is raised too: the vendor still has the incident open", async () => {
    await post("production", fields(on("i-1")));
    await pass(SECOND);
    answers(400);
    await post("production", recovery(on("i-1")));
    await pass(SECOND);
    well();
    mark();
    expect(await done("replay")).toMatchObject({ letters: 1, replayed: 1 });
    await pass(HOUR);
    expect(news()).toEqual([expect.stringMatching(/^resolve/)]);
  });

  test("is raised with those that died from one time to another", async () => {
    for (const instance of ["i-1", "i-2", "i-3"]) {
      await refused(instance);
      await pass(HOUR);
    }
    const time = (hours: number) => new Date(Date.parse("2026-11-20T08:00:00Z") + hours * HOUR).toISOString();
    expect(await done("replay", { from: time(0.5), to: time(1.5), by: "li.wei" })).toMatchObject({
      letters: 1,
      replayed: 1,
    });
    await pass(MINUTE);
    expect(news()).toHaveLength(1);
    expect((await list()).letters.map(({ id, settled }) => [id, settled?.what, settled?.by])).toEqual([
      [3, undefined, undefined],
      [2, "replayed", "li.wei"],
      [1, undefined, undefined],
    ]);
    expect(await done("replay", { to: time(0.5) })).toMatchObject({ letters: 1, replayed: 1 });
  });

  test("is kept with the first tries and the last ones", async () => {
    answers(503);
    await post("production", fields());
    await pass(20 * MINUTE);
    await done("discard");
    const [letter] = (await list()).letters;
    const { count = 0, first = [], between = 0, last = [] } = letter?.attempts ?? {};
    expect([first.length, last.length, first.length + between + last.length]).toEqual([3, 7, count]);
    expect(first[0]).toEqual({ at: "2026-11-20T08:00:00.000Z", status: 503, reason: "HTTP 503" });
    expect(last.at(-1)?.at.slice(0, 15)).toBe("2026-11-20T08:1");
  });

  test("raises itself once the access that was refused has changed", async () => {
    // A reminder would have the page wait again.
    const production = { ...CONFIG.sources.production, remindAfter: 0 } as RelayConfig["sources"][string];
    await deploy({ ...CONFIG, sources: { ...CONFIG.sources, production } });
    answers(401);
    await post("production", fields(on("i-1")));
    await post("production", fields(on("i-2")));
    await pass(MINUTE);
    await lull(73 * HOUR);
    expect((await statusOf("production")).deadLetters.count).toBe(2);
    await post("production", recovery(on("i-2")));
    await pass(MINUTE);
    well();
    mark();
    await deployed(async (delivery) => {
      delivery.tend();
      await delivery.alarm();
    });
    expect(news()).toEqual([expect.stringMatching(/^trigger/)]);
    expect((await list()).letters.map(({ settled }) => settled)).toEqual([
      null,
      { what: "replayed", at: expect.any(String), generation: null, by: null },
    ]);
    // With the same access as before nothing is raised.
    await deployed((delivery) => delivery.alarm());
    expect(news()).toHaveLength(1);
  });

  /** The object after a deployment with another credential. */
  async function deployed(run: (delivery: Delivery) => unknown): Promise<void> {
    await runInDurableObject(deliveryOf("itoc360"), async (_, state) => {
      const access = { url: "https://api.itoc360.app/functions/v1/events", credential: "itoc-token-0009" };
      const renewed = { ...(env as unknown as Env), DESTINATION_ITOC360: JSON.stringify(access) };
      await run(new Delivery(state, renewed, world.around(state, "Delivery")));
    });
  }

  test("of a vendor's own integration is raised as it came, unless its incident is over", async () => {
    world.answer = () => new Response("", { status: 400 });
    await post("passing", fields(on("i-1")));
    await post("passing", fields(on("i-2")));
    await pass(SECOND);
    well();
    await post("passing", recovery(on("i-2")));
    await pass(MINUTE);
    const sent = () =>
      world.sent
        .filter(({ url }) => url.includes("native"))
        .slice(3)
        .map(({ body }) => body);
    expect(sent()).toEqual([]);
    expect(await done("replay", {}, { name: "native" })).toMatchObject({ letters: 2, replayed: 1, over: 1 });
    await pass(HOUR);
    expect(sent()).toEqual([expect.stringContaining("i-1")]);
  });
});

describe("a destination that is held", () => {
  test("is sent nothing and loses nothing", async () => {
    answers(503);
    await post("production", fields(on("i-1")));
    await pass(MINUTE);
    mark();
    await done("hold", { by: "li.wei" });
    well();
    await post("production", fields(on("i-2")));
    await pass(100 * HOUR);
    expect(news()).toEqual([]);
    expect(await list()).toMatchObject({
      held: { since: "2026-11-20T08:01:00.000Z", by: "li.wei" },
      waiting: 2,
    });
    expect((await statusOf("production")).deadLetters.count).toBe(0);
    const deep = await request(`https://relay.example.com/health?deep=1&token=${statusToken(SECRET)}`);
    expect(await deep.json()).toMatchObject({
      destinations: { itoc360: expect.arrayContaining(["is held since 2026-11-20T08:01:00.000Z (li.wei)"]) },
    });
    expect(await done("release")).toEqual({ destination: "itoc360", heldFor: 360_000, waiting: 2 });
    await pass(SECOND);
    expect(news()).toHaveLength(2);
    expect(sentTo(ITOC)[before]?.message).toContain("itoc360 was held by an operator");
    expect(await done("release")).toMatchObject({ heldFor: null });
  });

  test("has its pages told by the fallback", async () => {
    await done("hold", {}, { name: "oncall" });
    await post("night", fields());
    await pass(5 * MINUTE);
    expect(sentTo("api.ilert.com")).toHaveLength(1);
    expect(sentTo(ITOC)).toEqual([]);
  });

  test("dies by its own clock after it was released", async () => {
    answers(503);
    await post("production", fields());
    await pass(HOUR);
    await done("hold");
    await lull(80 * HOUR);
    await done("release");
    await lull(73 * HOUR);
    expect((await statusOf("production")).waiting.count).toBe(1);
    await pass(2 * HOUR);
    expect((await statusOf("production")).deadLetters.count).toBe(1);
  });
});

test("a discarded backlog is not told, each message on record; what follows about an incident is", async () => {
  await done("hold");
  await post("production", fields(on("i-1")));
  await post("production", fields(on("i-2")));
  await pass(MINUTE);
  expect(await done("discard", { by: "li.wei" })).toEqual({
    ...{ destination: "itoc360", discarded: 2, recoveries: 0, underWay: 0 },
  });
  await done("release");
  await pass(HOUR);
  expect(told()).toEqual([]);
  const { letters, actions, count } = await list();
  expect(count).toBe(0);
  expect(letters.map(({ settled }) => settled)).toEqual(
    Array(2).fill({ what: "discarded", at: "2026-11-20T08:01:00.000Z", generation: 1, by: "li.wei" }),
  );
  expect(actions.map(({ what, generation, by }) => [what, generation, by])).toEqual([
    ["release", 1, null],
    ["discard", 1, "li.wei"],
    ["hold", 1, null],
  ]);
  await post("production", recovery(on("i-1")));
  await post("production", fields({ ...on("i-2"), triggerLevel: "WARN" }));
  await pass(MINUTE);
  expect(told()).toEqual([expect.stringMatching(/^trigger/)]);
});

test("the status tells operators too where each destination stands", async () => {
  await refused("i-1");
  await done("hold", { by: "li.wei" });
  await post("production", fields(on("i-2")));
  await pass(MINUTE);
  const headers = { authorization: `Bearer ${operatorToken(SECRET, 1)}` };
  const response = await request("https://relay.example.com/status", { headers });
  const { sources, destinations } = (await response.json()) as Status;
  const { itoc360, ilert } = destinations;
  expect(itoc360).toEqual({
    troubles: [
      "is held since 2026-11-20T08:00:01.000Z (li.wei)",
      expect.stringMatching(/^has dead letters, the newest of 2026-11-20T08:00:00.000Z: HTTP 400/),
    ],
    answeredAt: "2026-11-20T08:00:00.000Z",
    downSince: null,
    waiting: { count: 1, oldest: "2026-11-20T08:00:01.000Z" },
    deadLetters: 1,
  });
  expect(ilert).toMatchObject({ troubles: [], waiting: { count: 0, oldest: null }, deadLetters: 0 });
  expect(sources.production?.decisions.map(({ number }) => number)).toEqual([2, 1]);
});

describe("/operate", () => {
  test("lists dead letters page by page", async () => {
    for (const instance of ["i-1", "i-2", "i-3"]) await refused(instance);
    const first = await list("?limit=2");
    expect([first.letters.map(({ id }) => id), first.next, first.count]).toEqual([[3, 2], 2, 3]);
    const second = await list(`?limit=2&before=${first.next}`);
    expect([second.letters.map(({ id }) => id), second.next]).toEqual([[1], null]);
  });

  test.each([
    ["replay", { letter: "1" }, 'letter: must be the id of a dead letter, a whole number, not "1"'],
    ["replay", { letter: 1, to: "x" }, "from, to: must be left out beside letter"],
    ["replay", { letters: 1 }, "letters: is no field of replay, which takes letter, from, to, by"],
    [
      "replay",
      { from: "2026-11-20" },
      'from: must be a time with its zone, like 2026-11-20T08:00:00Z, not "2026-11-20"',
    ],
    [
      "replay",
      { from: "2026-11-20T08:00:00Z", to: "2026-11-19T08:00:00Z" },
      'from: must not be after to, not "2026-11-20T08:00:00Z"',
    ],
    ["hold", { letter: 1 }, "letter: is no field of hold, which takes by"],
    ["hold", { by: "" }, 'by: must be text of 1 to 100 characters: who does this, not ""'],
    ["discard", "[]", "the body: must be a JSON object, or empty"],
    ["discard", "{", "the body: must be a JSON object, or empty"],
    ["dead-letters?limit=1000", undefined, 'limit: must be a whole number from 1 to 100, not "1000"'],
    ["dead-letters?before=x", undefined, 'before: must be the `next` of the page before, not "x"'],
  ])("%s with %j is refused, and says why", async (what, body, error) => {
    const { status, cache, text } = await ask(what, body);
    expect([status, cache, JSON.parse(text)]).toEqual([400, "no-store", { error }]);
  });

  test("says which destinations, actions and letters there are", async () => {
    expect(await ask("hold", {}, { name: "nobody" })).toMatchObject({
      status: 404,
      text: expect.stringContaining("itoc360, ilert"),
    });
    expect(await ask("stop")).toMatchObject({ status: 404, text: expect.stringContaining("replay, hold") });
    expect(await ask("replay", { letter: 7 })).toMatchObject({
      status: 404,
      text: expect.stringContaining("no dead letter 7"),
    });
    expect(await ask("hold", " ".repeat(5000))).toMatchObject({ status: 413 });
    const get = await request(at("hold"), {
      headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
    });
    expect(get.status).toBe(405);
  });

  test("has the one short answer for whoever has no operator token", async () => {
    const tokens = [
      statusToken(SECRET),
      await tokenOf("production"),
      operatorToken(SECRET, 2),
      operatorToken("another", 1),
    ];
    for (const token of tokens)
      for (const name of ["itoc360", "nobody"])
        expect(await ask("hold", {}, { name, token })).toMatchObject({ status: 404, text: "not found\n" });
    expect(await (await request(at("dead-letters"))).text()).toBe("not found\n");
    expect((await list()).held).toBeNull();
  });

  test("writes nothing down that it could not do", async () => {
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) =>
      storage.sql.exec(
        "CREATE TRIGGER full BEFORE INSERT ON actions BEGIN SELECT raise(ABORT, 'quota'); END",
      ),
    );
    expect((await ask("hold")).status).toBe(503);
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) =>
      storage.sql.exec("DROP TRIGGER full"),
    );
    expect((await list()).held).toBeNull();
  });
});
