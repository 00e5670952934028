import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import { incidentKey } from "../../../receiver/alert.ts";
import { STEPS } from "../../../receiver/ledger/tables.ts";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, ledgerOf, MINUTE, pass, post, SECOND, sentTo, statusOf, stopAll } from "../kit.ts";
import { world } from "../virtual-world.ts";

/**
 * A ledger's database as the version before wrote it, in which the ledger itself delivered: with an
 * outbox, what destinations knew, their lanes and the dead letters.
 */
freshWorld();

/** Steps that the version before had. */
const BEFORE = 4;

const identity = (instance: string) =>
  JSON.stringify(["ecs-cpu", `instanceId=${instance}`, "userId=1100000000000000"]);
const on = (instance: string) => ({
  dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
  regionId: "",
});
const keyOf = (instance: string, episode = 1) => incidentKey("everywhere", identity(instance), episode);

/** What the version before wrote, row by row. */
class FormerLedger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  build(): void {
    const query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'";
    for (const { name } of this.#sql.exec<{ name: string }>(query).toArray())
      this.#sql.exec(`DROP TABLE ${name}`);
    for (const step of STEPS.slice(0, BEFORE)) this.#sql.exec(step);
    this.#sql.exec("CREATE TABLE steps (applied INTEGER NOT NULL)");
    this.#sql.exec("INSERT INTO steps VALUES (?)", BEFORE);
    this.#sql.exec("INSERT INTO notes VALUES ('source', 'everywhere')");
  }

  /** An incident that is open, and the event that opened it. */
  opened(instance: string, destinations = "itoc360,ilert"): number {
    const at = world.time;
    const body = new URLSearchParams(fields(on(instance))).toString();
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        "INSERT INTO events (received_at, at, identity, episode, decision, part, body, content_type, parameters) " +
          "VALUES (?, ?, ?, 1, 'opened', 0, ?, 'application/x-www-form-urlencoded', 'rule=ecs-cpu') RETURNING seq",
        at,
        at,
        identity(instance),
        body,
      )
      .one();
    this.#sql.exec(
      "INSERT INTO tracks (identity, episode, open, level, opened_at, last_at, last_state, last_level, destinations, opened_event) " +
        "VALUES (?, 1, 1, 'critical', ?, ?, 'firing', 'critical', ?, ?)",
      identity(instance),
      at,
      at,
      destinations,
      seq,
    );
    return seq;
  }

  waits(instance: string, event: number, kind: string, { destination = "itoc360", attempts = 0 } = {}): void {
    this.#sql.exec(
      "INSERT INTO outbox (destination, identity, episode, event, kind, level, opened_at, due_at, attempts, last_reason) " +
        "VALUES (?, ?, 1, ?, ?, 'critical', ?, ?, ?, ?)",
      destination,
      identity(instance),
      event,
      kind,
      world.time,
      world.time,
      attempts,
      attempts > 0 ? "HTTP 503" : null,
    );
  }

  knows(instance: string, destination = "itoc360", memory: string | null = null): void {
    this.#sql.exec(
      "INSERT INTO reached (destination, identity, episode, kind, at, memory) VALUES (?, ?, 1, 'opened', ?, ?)",
      destination,
      identity(instance),
      world.time,
      memory,
    );
  }

  dead(instance: string, event: number): void {
    this.#sql.exec(
      "INSERT INTO dead_letters (at, destination, identity, episode, event, kind, level, opened_at, attempts, reason, operator) " +
        "VALUES (?, 'itoc360', ?, 1, ?, 'opened', 'critical', ?, 5, 'given up after 5 tries: HTTP 503', 0)",
      world.time,
      identity(instance),
      event,
      world.time,
    );
  }

  lane(destination: string, pausedUntil: number): void {
    this.#sql.exec("INSERT INTO lanes VALUES (?, 0, ?, ?, 5, NULL)", destination, world.time, pausedUntil);
  }
}

async function former(write: (ledger: FormerLedger) => void): Promise<void> {
  await runInDurableObject(ledgerOf("everywhere"), (_, { storage }) => {
    const ledger = new FormerLedger(storage.sql);
    ledger.build();
    write(ledger);
  });
  await stopAll();
}

const statuses = (id: string) =>
  sentTo("api.itoc360.app").flatMap((each) => (each.id === id ? [each.status] : []));

describe("a database of the version before", () => {
  beforeEach(() => {
    world.time += HOUR;
  });

  test("delivers what waited, in order, and each once", async () => {
    await former((ledger) => {
      const event = ledger.opened("i-1");
      ledger.waits("i-1", event, "opened");
      ledger.waits("i-1", event, "opened", { destination: "ilert" });
      ledger.waits("i-2", ledger.opened("i-2"), "opened");
    });
    await statusOf("everywhere");
    await pass(MINUTE);
    expect(statuses(keyOf("i-1"))).toEqual(["trigger"]);
    expect(statuses(keyOf("i-2"))).toEqual(["trigger"]);
    expect(sentTo("api.ilert.com")).toHaveLength(1);
    await stopAll();
    await pass(HOUR);
    expect(sentTo("api.itoc360.app")).toHaveLength(2);
    // And goes on from there.
    await post("everywhere", recovery(on("i-1")));
    await pass(MINUTE);
    expect(statuses(keyOf("i-1"))).toEqual(["trigger", "resolve"]);
  });

  test("finds the recovery of what was open", async () => {
    await former((ledger) => {
      ledger.opened("i-1");
      ledger.knows("i-1");
    });
    expect(await post("everywhere", recovery(on("i-1")))).toBe("resolved");
    await pass(MINUTE);
    expect(statuses(keyOf("i-1"))).toEqual(["resolve"]);
  });

  test("resolves what waited to be resolved, also of an episode before", async () => {
    await former((ledger) => {
      const event = ledger.opened("i-1");
      ledger.knows("i-1");
      ledger.waits("i-1", event, "resolved");
    });
    await runInDurableObject(ledgerOf("everywhere"), (_, { storage }) =>
      storage.sql.exec("UPDATE tracks SET episode = 2"),
    );
    await statusOf("everywhere");
    await pass(MINUTE);
    expect(statuses(keyOf("i-1"))).toEqual(["resolve"]);
  });

  test("sends the recovery of what was tried, since it may have arrived", async () => {
    await former((ledger) => {
      ledger.waits("i-1", ledger.opened("i-1"), "opened", { attempts: 3 });
    });
    expect(await post("everywhere", recovery(on("i-1")))).toBe("resolved");
    await pass(MINUTE);
    expect(statuses(keyOf("i-1"))).toEqual(["resolve"]);
  });

  test("keeps dead letters and pauses that a vendor asked for", async () => {
    const until = world.time + 5 * MINUTE;
    await former((ledger) => {
      const event = ledger.opened("i-1");
      ledger.dead("i-1", event);
      ledger.lane("itoc360", until);
      ledger.waits("i-2", ledger.opened("i-2"), "opened");
    });
    const { deadLetters } = await statusOf("everywhere");
    await pass(4 * MINUTE);
    expect(sentTo("api.itoc360.app")).toEqual([]);
    expect((await statusOf("everywhere")).deadLetters.list).toMatchObject([
      { destination: "itoc360", key: keyOf("i-1"), attempts: 5, reason: "given up after 5 tries: HTTP 503" },
    ]);
    expect(deadLetters.count).toBeLessThanOrEqual(1);
    await pass(2 * MINUTE);
    expect(statuses(keyOf("i-2"))).toEqual(["trigger"]);
  });

  test("leaves no row behind", async () => {
    await former((ledger) => {
      for (let index = 0; index < 120; index++)
        ledger.waits(`i-${index}`, ledger.opened(`i-${index}`), "opened");
    });
    await statusOf("everywhere");
    await pass(5 * MINUTE);
    expect(sentTo("api.itoc360.app")).toHaveLength(120);
    await runInDurableObject(ledgerOf("everywhere"), (_, { storage }) => {
      expect(storage.sql.exec("SELECT count(*) AS n FROM heirlooms").one().n).toBe(0);
      const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master").toArray();
      for (const { name } of tables)
        expect(["outbox", "reached", "lanes", "dead_letters"]).not.toContain(name);
    });
    await pass(SECOND);
  });
});
