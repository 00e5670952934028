import { beforeEach, describe, expect, test } from "vitest";
import { Random } from "../../bench/random.ts";
import { Cloud } from "../../bench/simulate/platform/cloud.ts";
import type { PlatformFault } from "../../bench/simulate/platform/faults.ts";
import { Loop } from "../../bench/simulate/platform/loop.ts";

/** What an object of the test class does when `act` is called, or its alarm is due. */
interface Context {
  storage: {
    sql: { exec(query: string, ...values: unknown[]): { toArray(): Record<string, unknown>[] } };
    transactionSync<T>(write: () => T): T;
    setAlarm(at: number, options?: object): Promise<void>;
    getAlarm(): Promise<number | null>;
  };
}

type Stub = { act(value: unknown): Promise<unknown> };
type Namespace = { getByName(name: string): Stub };
interface Surroundings {
  now(): number;
  after(milliseconds: number, callback: () => void): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

let act: (
  context: Context,
  value: unknown,
  surroundings: Surroundings,
  env: { OBJECTS: Namespace },
) => unknown;
let alarm: (context: Context) => unknown;
let lives: number;
const sent: string[] = [];

class Acting {
  readonly #context: Context;
  readonly #env: { OBJECTS: Namespace };
  readonly #surroundings: Surroundings;

  constructor(context: object, env: object, surroundings: object) {
    lives++;
    this.#context = context as Context;
    this.#env = env as { OBJECTS: Namespace };
    this.#surroundings = surroundings as Surroundings;
    this.#context.storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (value)");
  }

  act(value: unknown): unknown {
    return act(this.#context, value, this.#surroundings, this.#env);
  }

  alarm(): unknown {
    return alarm(this.#context);
  }
}

/** A cloud whose Worker calls `act` of the object `a` with each path it is asked for. */
function cloudWith(faults: PlatformFault[] = []) {
  const loop = new Loop(1_000_000);
  const broken: string[] = [];
  const cloud = new Cloud({
    loop,
    begin: loop.time,
    lasts: 3_600_000,
    random: new Random(1),
    faults,
    namespaces: { OBJECTS: "Acting" },
    note: () => {},
    fault: (_, what) => broken.push(what),
    log: () => {},
    network: {
      async fetch(_, url) {
        sent.push(url);
        return new Response("ok");
      },
    },
    receiver: {
      classes: { Acting },
      worker: {
        async fetch(request, env) {
          const stub = (env as { OBJECTS: Namespace }).OBJECTS.getByName("a");
          try {
            const answer = await stub.act(new URL(request.url).pathname.slice(1));
            return Response.json(answer ?? null);
          } catch (error) {
            return new Response(String(error), { status: 503 });
          }
        },
      },
    },
  });
  cloud.deploy({});
  const ask = async (value: string) => {
    const answer = cloud
      .request(new Request(`https://relay.example.com/${value}`))
      .then(async (response) => ({
        status: response.status,
        text: await response.text(),
      }));
    let settled: { status: number; text: string } | undefined;
    void answer.then((each) => {
      settled = each;
    });
    await loop.run(loop.time + 1000);
    return settled;
  };
  const rows = () =>
    cloud
      .object("Acting", "a")
      .storage.database.exec("SELECT value FROM rows")
      .toArray()
      .map(({ value }) => value);
  return { loop, cloud, ask, rows, broken };
}

const insert = ({ storage }: Context, value: unknown) =>
  void storage.sql.exec("INSERT INTO rows VALUES (?)", value);

beforeEach(() => {
  lives = 0;
  sent.length = 0;
  act = insert;
  alarm = () => {};
});

describe("storage", () => {
  test("keeps what was flushed, and a stop loses the rest", async () => {
    const { cloud, ask, rows } = cloudWith();
    await ask("kept");
    const { loop } = cloud;
    void cloud.request(new Request("https://relay.example.com/lost"));
    // It has arrived and is written; its flush takes longer than that.
    while (rows().length < 2) await loop.run(loop.time + 0.1);
    cloud.object("Acting", "a").stop("killed");
    expect([["kept"], ["kept", "lost"]]).toContainEqual(rows());
    await ask("next");
    expect(rows().at(-1)).toBe("next");
    expect(lives).toBe(2);
  });

  test("an answer leaves after the writes before it", async () => {
    const { cloud, ask, rows, loop } = cloudWith();
    await ask("first");
    let answered = 0;
    void cloud.request(new Request("https://relay.example.com/x")).then(() => {
      answered = loop.time;
    });
    while (rows().length < 2) await loop.run(loop.time + 0.1);
    const written = loop.time;
    await loop.run(loop.time + 1000);
    // The least that a flush and the way back take.
    expect(answered - written).toBeGreaterThan(4);
  });

  test("a request leaves after the writes before it, and not if they are lost", async () => {
    act = (context, value, { fetch }) => {
      insert(context, value);
      void fetch("https://vendor.example.com/", {}).catch(() => {});
    };
    const { cloud, ask, rows } = cloudWith();
    await ask("first");
    expect(sent).toHaveLength(1);
    void cloud.request(new Request("https://relay.example.com/second"));
    while (rows().length < 2) await cloud.loop.run(cloud.loop.time + 0.1);
    cloud.object("Acting", "a").stop("killed");
    await cloud.loop.run(cloud.loop.time + 1000);
    expect(sent).toHaveLength(1);
  });

  test("a transaction that throws leaves nothing, and no alarm", async () => {
    act = (context, value) =>
      context.storage.transactionSync(() => {
        insert(context, value);
        void context.storage.setAlarm(9_000_000);
        throw new Error("no");
      });
    const { cloud, ask, rows } = cloudWith();
    expect((await ask("x"))?.status).toBe(503);
    expect(rows()).toEqual([]);
    expect(cloud.object("Acting", "a").storage.alarm).toBeNull();
  });

  test("an alarm that nothing waits for breaks the rules", async () => {
    act = ({ storage }) => storage.setAlarm(9_000_000, { allowUnconfirmed: true });
    const { ask, broken } = cloudWith();
    await ask("x");
    expect(broken).toHaveLength(1);
  });

  test("a disk that fails throws at that statement", async () => {
    const { ask, rows } = cloudWith([{ kind: "statement", object: "Acting a", from: 3, times: 1 }]);
    await ask("first");
    expect((await ask("second"))?.text).toContain("SQLITE_IOERR");
    await ask("third");
    expect(rows()).toEqual(["first", "third"]);
  });
});

describe("an alarm", () => {
  const at = 1_005_000;

  test("is called once, and is gone then", async () => {
    const times: number[] = [];
    act = ({ storage }) => storage.setAlarm(at);
    const { cloud, ask, loop } = cloudWith();
    alarm = async ({ storage }) => {
      times.push(loop.time);
      expect(await storage.getAlarm()).toBeNull();
    };
    await ask("x");
    await loop.run(loop.time + 60_000);
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThanOrEqual(at);
    expect(cloud.object("Acting", "a").storage.alarm).toBeNull();
  });

  test("whose handler throws is retried from 2 s, six times, and dead then", async () => {
    const times: number[] = [];
    act = ({ storage }) => storage.setAlarm(at);
    const { ask, loop, cloud } = cloudWith();
    alarm = () => {
      times.push(loop.time);
      throw new Error("no");
    };
    await ask("x");
    await loop.run(loop.time + 3_600_000);
    const waits = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
    expect(waits).toEqual([2, 4, 8, 16, 32, 64]);
    expect(cloud.object("Acting", "a").storage.alarm).toBeNull();
  });

  test("that was set by a handler that throws takes the place of the retry", async () => {
    const times: number[] = [];
    act = ({ storage }) => storage.setAlarm(at);
    const { ask, loop } = cloudWith();
    alarm = ({ storage }) => {
      times.push(loop.time);
      if (times.length > 1) return;
      void storage.setAlarm(at + 30_000);
      throw new Error("no");
    };
    await ask("x");
    await loop.run(loop.time + 600_000);
    expect(times.map((time) => Math.floor(time / 1000))).toEqual([1005, 1035]);
  });

  test("is called again if the object stops in it", async () => {
    let runs = 0;
    act = ({ storage }) => storage.setAlarm(at);
    alarm = () => (++runs === 1 ? new Promise(() => {}) : undefined);
    const { ask, loop, cloud } = cloudWith();
    await ask("x");
    await loop.run(at + 1000);
    cloud.object("Acting", "a").stop("killed");
    await loop.run(loop.time + 60_000);
    expect(runs).toBe(2);
  });
});

describe("a call", () => {
  const fails = (fate: "lost before" | "lost after" | "overloaded") =>
    cloudWith([{ kind: "call", object: "Acting a", number: 1, fate }]);

  test.each([
    ["lost before", []],
    ["lost after", ["x"]],
    ["overloaded", []],
  ] as const)("that is %s fails, and has run or not", async (fate, left) => {
    const { ask, rows } = fails(fate);
    expect((await ask("x"))?.status).toBe(503);
    // An object that nobody has reached has no table yet.
    await ask("then");
    expect(rows()).toEqual([...left, "then"]);
  });

  test("breaks its stub, and the next stub works", async () => {
    act = async (context, value, _, { OBJECTS }) => {
      if (value !== "through") return insert(context, value);
      const stub = OBJECTS.getByName("b");
      const errors: string[] = [];
      for (let round = 0; round < 2; round++)
        await stub.act("b").catch((error) => errors.push(error.message));
      await OBJECTS.getByName("b").act("b");
      return errors;
    };
    const { ask, cloud } = cloudWith([{ kind: "call", object: "Acting b", number: 1, fate: "lost before" }]);
    const errors = JSON.parse((await ask("through"))?.text ?? "[]");
    expect(errors).toEqual(["Network connection lost.", "Network connection lost."]);
    expect(
      cloud.object("Acting", "b").storage.database.exec("SELECT value FROM rows").toArray(),
    ).toHaveLength(1);
  });

  test("under which the object stops fails, and its timers are gone", async () => {
    let rang = 0;
    act = (_, __, { after }) => {
      after(100, () => rang++);
      return new Promise(() => {});
    };
    const { cloud, ask, loop } = cloudWith([{ kind: "stop", object: "Acting a", step: 2 }]);
    expect((await ask("x"))?.status).toBe(503);
    expect(rang).toBe(0);
    await loop.run(loop.time + 1000);
    expect(cloud.object("Acting", "a").isRunning).toBe(false);
  });
});

test("a clock that jumps is the object's own", async () => {
  const times: number[] = [];
  act = (_, __, { now }) => times.push(now());
  const { ask, loop } = cloudWith([{ kind: "clock", object: "Acting a", at: 5000, by: -60_000 }]);
  await ask("x");
  await loop.run(1_010_000);
  await ask("x");
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeLessThan(0);
});
