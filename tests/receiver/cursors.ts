import { runInDurableObject } from "cloudflare:test";
import { ledgerOf } from "./kit.ts";
import { world } from "./virtual-world.ts";

/** Rows that were read and written by all objects while something happened; an alarm that is set is a row too. */
export async function rowsOf(happens: () => Promise<unknown>): Promise<{ read: number; written: number }> {
  const cursors: { rowsRead: number; rowsWritten: number }[] = [];
  const restore = await runInDurableObject(ledgerOf("unused"), (_, { storage }) => {
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
    return () => {
      prototype.exec = exec;
    };
  });
  world.wakes = 0;
  try {
    await happens();
  } finally {
    restore();
  }
  const sum = (of: (each: (typeof cursors)[number]) => number) =>
    cursors.reduce((total, each) => total + of(each), 0);
  return {
    read: sum(({ rowsRead }) => rowsRead),
    written: sum(({ rowsWritten }) => rowsWritten) + world.wakes,
  };
}
