import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import { fields, recovery } from "../callback.ts";
import { deliveryOf, freshWorld, ledgerOf, MINUTE, pass, post } from "../kit.ts";

freshWorld();

beforeEach(async () => {
  await post("production", fields());
  await pass(MINUTE);
  await post("production", recovery());
  await pass(MINUTE);
});

interface Asked {
  query: string;
  values: unknown[];
}

/** What an object asks its database while it does something. */
function listening(sql: SqlStorage): Asked[] {
  const asked: Asked[] = [];
  const exec = sql.exec.bind(sql);
  sql.exec = ((query: string, ...values: never[]) => {
    asked.push({ query, values });
    return exec(query, ...values);
  }) as typeof sql.exec;
  return asked;
}

/** Steps of the plans that read a whole table. Recursive parts, lists of values, and what is small by nature, are none. */
function scans(sql: SqlStorage, asked: Asked[], small: readonly string[] = []): string[] {
  return asked
    .filter(({ query }) => /^\s*(SELECT|WITH)/i.test(query))
    .flatMap(({ query, values }) =>
      sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`, ...(values as never[]))
        .toArray()
        .map(({ detail }) => detail)
        .filter(
          (detail) => /^SCAN (?!chain|CONSTANT|\d)/.test(detail) && !/USING (COVERING )?INDEX/.test(detail),
        )
        .filter((detail) => !small.some((table) => detail === `SCAN ${table}`))
        .map((detail) => `${detail}: ${query}`),
    );
}

describe("no question reads a whole table", () => {
  test("of a source", async () => {
    const { incidents } = await ledgerOf("production").incidents({});
    const key = incidents[0]?.key ?? "";
    await runInDurableObject(ledgerOf("production"), (ledger, { storage }) => {
      const asked = listening(storage.sql);
      ledger.incidents({});
      ledger.incidents({ state: "open" });
      ledger.incidents({ state: "closed", text: "i-1", level: "critical", destination: "itoc360" });
      ledger.incidents({ decision: "opened", rule: "ecs", resource: "i-1", from: 1, to: 2, before: 9 });
      expect(ledger.incident(key, null)).toBeDefined();
      ledger.act({ what: "resolve", key }, "li.wei");
      ledger.actions(99, 40);
      ledger.decisions(24);
      ledger.quarantined(99, 40);
      ledger.metrics();
      expect(asked.length).toBeGreaterThan(15);
      // A quarantine has at most 200 rows.
      expect(scans(storage.sql, asked, ["quarantine"])).toEqual([]);
    });
  });

  test("of a destination, but those of what is there now", async () => {
    await runInDurableObject(deliveryOf("itoc360"), (delivery, { storage }) => {
      const asked = listening(storage.sql);
      delivery.trail("0".repeat(64));
      delivery.metrics();
      delivery.standing();
      expect(asked.length).toBeGreaterThan(4);
      expect(scans(storage.sql, asked, ["incidents", "parcels", "dead_letters"])).toEqual([]);
    });
  });
});
