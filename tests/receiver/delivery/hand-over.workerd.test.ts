import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Env } from "../../../receiver/env.ts";
import { Ledger } from "../../../receiver/ledger/ledger.ts";
import { fields, recovery } from "../callback.ts";
import {
  deliveryOf,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  post,
  SECOND,
  sentTo,
  statusOf,
  stopAll,
} from "../kit.ts";
import { world } from "../virtual-world.ts";
import { letter } from "./samples.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const on = (instance: string) => ({ dimensions: `{instanceId=${instance}}` });

/** The alarm of a ledger rings. */
const ring = (source: string) => runInDurableObject(ledgerOf(source), (ledger) => ledger.alarm());

describe("handed over", () => {
  test("by the alarm, where the object stopped right after it had answered", async () => {
    await post("production", fields());
    await stopAll();
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(1);
  });

  test("twice, since a call that failed may have run: it counts once", async () => {
    const { alert } = JSON.parse(await messageOf()) as { alert: never };
    const batch = JSON.stringify([
      letter("opened", 7, { key: "key-7", alert }),
      letter("opened", 8, { key: "key-8", alert }),
    ]);
    for (let times = 0; times < 3; times++) await deliveryOf("itoc360").take("production", batch);
    await stopAll();
    await deliveryOf("itoc360").take("production", batch);
    await pass(MINUTE);
    expect(
      sentTo(ITOC)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["key-7", "key-8"]);
    // Another source counts for itself.
    await deliveryOf("itoc360").take(
      "everywhere",
      JSON.stringify([letter("opened", 3, { key: "key-3", alert })]),
    );
    await pass(MINUTE);
    expect(sentTo(ITOC).at(-1)?.id).toBe("key-3");
  });

  test("to the destinations that can take it, while another one can't", async () => {
    await runInDurableObject(deliveryOf("ilert"), (_, { storage }) =>
      storage.sql.exec("ALTER TABLE incidents RENAME TO elsewhere"),
    );
    await post("everywhere", fields());
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(1);
    expect(sentTo("api.ilert.com")).toEqual([]);
    expect((await statusOf("everywhere")).waiting.list).toMatchObject([
      { destination: "ilert", lastReason: "not handed over to the destination yet" },
    ]);
    expect(world.logs).toContainEqual(
      expect.objectContaining({ event: "hand-over", destination: "ilert", problem: expect.any(String) }),
    );
    await runInDurableObject(deliveryOf("ilert"), (_, { storage }) =>
      storage.sql.exec("ALTER TABLE elsewhere RENAME TO incidents"),
    );
    await pass(MINUTE);
    expect(sentTo("api.ilert.com")).toHaveLength(1);
    // After a stop some get again what they have.
    await stopAll();
    await pass(HOUR);
    expect(sentTo(ITOC)).toHaveLength(1);
  });

  test("once the class is bound: until then nothing is refused, and all of it waits", async () => {
    await runInDurableObject(ledgerOf("production"), async (_, state) => {
      const unbound = { ...(env as unknown as Env), DELIVERY: undefined };
      const ledger = new Ledger(state, unbound, world.around(state, "Ledger"));
      const callback = { body: new URLSearchParams(fields()).toString(), contentType: null, parameters: "" };
      const submission = {
        identity: "a",
        anywhere: "a",
        alias: undefined,
        state: "firing",
        level: "critical",
      } as const;
      const rest = {
        time: world.time,
        episode: undefined,
        openFor: undefined,
        rule: "ECS CPU",
        destinations: ["itoc360"],
      };
      expect(await ledger.accept(callback, [{ ...submission, ...rest }])).toEqual(["opened"]);
      await ledger.atRest();
      expect(ledger.report().waiting.count).toBe(1);
    });
    expect(sentTo(ITOC)).toEqual([]);
    await stopAll();
    await ring("production");
    await pass(SECOND);
    expect(sentTo(ITOC)).toHaveLength(1);
  });

  async function messageOf(): Promise<string> {
    await post("hangzhou", fields());
    await pass(SECOND);
    return runInDurableObject(deliveryOf("flashduty"), (_, { storage }) =>
      String(storage.sql.exec("SELECT message FROM incidents").one().message),
    );
  }
});

describe("a stop", () => {
  test.each([
    ["its recovery is sent", false],
    ["its recovery is sent, also where something newer has taken its place", true],
  ])("while a try is under way: it may have arrived, so %s", async (_, isReplaced) => {
    await runInDurableObject(deliveryOf("itoc360"), () => {});
    await post("production", fields());
    await pass(1);
    await post("production", fields(on("i-2")));
    // As the tables are while the try of the second one is under way.
    await ledgerOf("production").atRest();
    const mark = await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) => {
      const { key, number } = storage.sql
        .exec("SELECT key, number FROM incidents WHERE wants = 'open'")
        .one();
      return { id: key, number, tries: 0 };
    });
    if (isReplaced) await post("production", fields({ ...on("i-2"), timestamp: String(world.time + 1000) }));
    await ledgerOf("production").atRest();
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) => {
      const { value } = storage.sql
        .exec<{ value: string }>("SELECT value FROM notes WHERE name = 'desk'")
        .one();
      const desk = { ...JSON.parse(value), underWay: [mark] };
      storage.sql.exec("UPDATE notes SET value = ?", JSON.stringify(desk));
    });
    await stopAll();
    await post("production", recovery({ ...on("i-2"), timestamp: String(world.time + 2000) }));
    const before = world.sent.length;
    await pass(MINUTE);
    const told = sentTo(ITOC).slice(before);
    expect(told.map(({ status }) => status)).toEqual(["resolve"]);
  });

  test("between any two messages loses none and doubles none", async () => {
    for (let index = 0; index < 12; index++) {
      await post("everywhere", fields(on(`i-${index}`)));
      await stopAll();
      if (index % 3 === 0) await pass(SECOND);
      await stopAll();
    }
    await pass(5 * MINUTE);
    for (const host of [ITOC, "api.ilert.com", "api.flashcat.cloud", "hooks.example.com"])
      expect(sentTo(host)).toHaveLength(12);
  });
});

describe("storage that refuses", () => {
  test("is answered with what makes CloudMonitor try again", async () => {
    await runInDurableObject(ledgerOf("production"), (_, { storage }) =>
      storage.sql.exec("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'quota'); END"),
    );
    await expect(post("production", fields())).rejects.toThrow("HTTP 503");
    await runInDurableObject(ledgerOf("production"), (_, { storage }) =>
      storage.sql.exec("DROP TRIGGER full"),
    );
    expect(await post("production", fields())).toBe("opened");
  });

  test("at the destination sends nothing that it could not write down", async () => {
    await post("production", fields());
    await ledgerOf("production").atRest();
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) =>
      storage.sql.exec("CREATE TRIGGER full BEFORE INSERT ON notes BEGIN SELECT raise(ABORT, 'quota'); END"),
    );
    await runInDurableObject(deliveryOf("itoc360"), async (delivery) => {
      await expect(delivery.alarm()).rejects.toThrow("quota");
    });
    expect(world.sent).toEqual([]);
    await runInDurableObject(deliveryOf("itoc360"), (_, { storage }) =>
      storage.sql.exec("DROP TRIGGER full"),
    );
    // The alarm was set all the same.
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(1);
  });
});

test("alarms that died are set again by the next callback, and by whoever tends", async () => {
  await post("production", fields());
  await ledgerOf("production").atRest();
  world.next(Number.POSITIVE_INFINITY);
  world.next(Number.POSITIVE_INFINITY);
  await pass(HOUR);
  expect(world.sent).toEqual([]);
  await Promise.all([ledgerOf("production").tend(), deliveryOf("itoc360").tend()]);
  await pass(SECOND);
  expect(sentTo(ITOC)).toHaveLength(1);
});
