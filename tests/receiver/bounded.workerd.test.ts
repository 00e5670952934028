import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { health } from "../../receiver/console/health.ts";
import type { Env } from "../../receiver/env.ts";
import { CONFIG } from "./bindings.ts";
import { fields, recovery } from "./callback.ts";
import { rowsOf } from "./cursors.ts";
import {
  deliveryOf,
  deploy,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  post,
  sentTo,
  statusOf,
  stopAll,
} from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const DAY = 24 * HOUR;
const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });
const inLedger = <T>(source: string, run: (sql: SqlStorage) => T) =>
  runInDurableObject(ledgerOf(source), (_, { storage }) => run(storage.sql));
const count = (source: string, table: string) =>
  inLedger(source, (sql) => Number(sql.exec(`SELECT count(*) AS n FROM ${table}`).one().n));

/** Runs the alarms of a ledger and of a destination after so many days. */
async function days(many: number, source = "production"): Promise<void> {
  world.time += many * DAY;
  await runInDurableObject(ledgerOf(source), (ledger) => ledger.alarm());
  await runInDurableObject(deliveryOf("itoc360"), (delivery) => delivery.alarm());
  await pass(MINUTE);
}

test("GET /health writes nothing, whether its object runs or has to start", async () => {
  await post("production", fields());
  await pass(MINUTE);
  let asked = world.time;
  const access = JSON.stringify({ url: "https://api.ilert.com/api/events", credential: "ilert-key-0009" });
  const ask = async () => {
    asked += MINUTE;
    expect((await health({ ...(env as unknown as Env), DESTINATION_UNSET: access }, asked)).status).toBe(200);
  };
  await ask();
  expect((await rowsOf(ask)).written).toBe(0);
  await stopAll();
  expect((await rowsOf(ask)).written).toBe(0);
});

test("GET /status reads as many rows after a hundred thousand callbacks as after sixty", async () => {
  for (let index = 0; index < 60; index++) await post("production", fields(on(`i-${index % 3}`)));
  await post("production", recovery(on("i-2")));
  await pass(MINUTE);
  const ask = () => rowsOf(() => statusOf("production"));
  await ask();
  const { read } = await ask();
  await inLedger("production", (sql) => {
    const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ";
    sql.exec(
      `${numbers}INSERT INTO events (received_at, at, identity, episode, decision, part) ` +
        "SELECT 0, 0, 'x', 1, 'repeated', 0 FROM n",
      100_000,
    );
    // The newest ones are as before.
    sql.exec(
      "INSERT INTO events (received_at, at, identity, episode, decision, part, body, content_type, parameters) " +
        "SELECT received_at, at, identity, episode, decision, 0, body, content_type, parameters FROM events " +
        "WHERE seq <= 60 AND body IS NOT NULL ORDER BY seq",
    );
    sql.exec(
      `${numbers}INSERT INTO tracks (identity, episode, open, level, opened_at, closed_at, last_at, last_state, destinations, opened_event) ` +
        "SELECT 'track ' || i, 1, 0, 'warn', 0, 1, 1, 'resolved', 'itoc360', 1 FROM n",
      10_000,
    );
  });
  expect((await ask()).read).toBeLessThanOrEqual(read + 5);
});

describe("what is forgotten", () => {
  test("callbacks of a source that tells nobody", async () => {
    const silent = { ...CONFIG.sources.production, deliverTo: [], routes: [] } as never;
    await deploy({ ...CONFIG, sources: { ...CONFIG.sources, production: silent } });
    for (let index = 0; index < 5; index++) {
      await post("production", fields(on(`i-${index}`)));
      await post("production", recovery(on(`i-${index}`)));
    }
    await pass(MINUTE);
    await days(31);
    expect(await count("production", "events")).toBe(1);
  });

  test("messages that came once, whose text is kept as its hash; their keys never come again", async () => {
    const message = () =>
      post("production", { msgtype: "text", text: JSON.stringify({ content: "Disk of db-1 is odd" }) });
    await message();
    await pass(2 * HOUR);
    const [before] = sentTo("api.itoc360.app");
    expect(
      await inLedger("production", (sql) => sql.exec("SELECT identity FROM tracks").one().identity),
    ).toMatch(/^message [0-9a-f]{64}$/);
    await days(31);
    expect(await count("production", "tracks")).toBe(0);
    await message();
    await pass(MINUTE);
    const again = sentTo("api.itoc360.app").at(-1);
    expect([again?.status, again?.id === before?.id]).toEqual(["trigger", false]);
  });

  test("not the number of an incident that may come again, whatever ends it", async () => {
    await post("production", fields());
    await post("production", recovery());
    await pass(MINUTE);
    await days(100);
    await post("production", fields());
    await pass(MINUTE);
    expect(new Set(sentTo("api.itoc360.app").map(({ id }) => id)).size).toBe(2);
  });

  test("what a vendor knows, after half a year without a word", async () => {
    await post("production", fields());
    await pass(MINUTE);
    const known = () =>
      runInDurableObject(deliveryOf("itoc360"), (_, { storage }) =>
        Number(storage.sql.exec("SELECT count(*) AS n FROM incidents").one().n),
      );
    const never = { ...CONFIG.sources.production, remindAfter: 0 } as never;
    await deploy({ ...CONFIG, sources: { ...CONFIG.sources, production: never } });
    await days(179);
    expect(await known()).toBe(1);
    await days(2);
    expect(await known()).toBe(0);
  });
});
