import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fields, recovery } from "../callback.ts";
import { freshWorld, ledgerOf, MINUTE, pass, post } from "../kit.ts";
import { world } from "../virtual-world.ts";

/**
 * Rows written, which are what a million callbacks cost: those of the tables, those of their indexes, and
 * one for each alarm that is set, in all objects together.
 */
freshWorld();

let cursors: { rowsWritten: number }[] = [];
let restore = () => {};

beforeEach(async () => {
  await runInDurableObject(ledgerOf("production"), (_, { storage }) => {
    const prototype = Object.getPrototypeOf(storage.sql) as SqlStorage;
    const { exec } = prototype;
    prototype.exec = function <Row extends Record<string, SqlStorageValue>>(
      this: SqlStorage,
      ...query: Parameters<SqlStorage["exec"]>
    ) {
      const cursor = exec.apply(this, query);
      cursors.push(cursor);
      return cursor as SqlStorageCursor<Row>;
    };
    restore = () => {
      prototype.exec = exec;
    };
  });
});

afterEach(() => restore());

/** Rows that are written until all is quiet. */
async function rows(happens: () => Promise<unknown>): Promise<number> {
  cursors = [];
  world.wakes = 0;
  await happens();
  await pass(MINUTE);
  return cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, world.wakes);
}

test("a duplicate, a repetition, an incident at one destination and at each further one", async () => {
  // Another incident first: it makes the objects, and finds them as they usually are.
  for (const source of ["production", "everywhere"])
    await rows(() => post(source, fields({ dimensions: "{a=b}" })));
  const incident = async (source: string) => {
    const opened = await rows(() => post(source, fields()));
    const repeated = await rows(() => post(source, fields()));
    return { repeated, all: opened + (await rows(() => post(source, recovery()))) };
  };
  const same = fields({ dimensions: "{c=d}" });
  await post("production", same);
  await pass(1);
  expect(await rows(() => post("production", same))).toBeLessThanOrEqual(1 + 1);
  const one = await incident("production");
  expect(one.repeated).toBeLessThanOrEqual(10);
  expect(one.all).toBeLessThanOrEqual(22);
  const four = await incident("everywhere");
  expect((four.all - one.all) / 3).toBeLessThanOrEqual(10);
});
