import { incidentKey } from "../alert.ts";
import type { Level } from "../level.ts";
import { Sql } from "../sql.ts";
import type { Decision } from "./decide.ts";

/** Whether a text may be the beginning of a key, long enough to tell incidents apart. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{8,64}$/.test(text);
}

/** That a key begins so, along the index: no digit comes after f. */
export const KEY = "incidents.key >= ?1 AND incidents.key < ?1 || 'g'";

interface Unnamed {
  seq: number;
  identity: string;
  episode: number;
}

/** The incidents of a source, one row each, for whoever looks back. Decides nothing. */
export class History {
  readonly #sql: Sql;
  readonly #source: string;

  constructor(sql: SqlStorage, source: string) {
    this.#sql = new Sql(sql);
    this.#source = source;
    this.#nameAll();
  }

  /** An incident that was open before there were rows has no key yet. */
  #nameAll(): void {
    const query = "SELECT seq, identity, episode FROM incidents WHERE key = '' LIMIT 1000";
    for (const { seq, identity, episode } of this.#sql.rows<Unnamed>(query))
      this.#sql.change("incidents", "seq", seq, { key: incidentKey(this.#source, identity, episode) });
  }

  opened(seq: number, identity: string, episode: number, openedAt: number): void {
    const key = incidentKey(this.#source, identity, episode);
    this.#sql.write("incidents", { seq, key, identity, episode, openedAt });
  }

  /** `opened`, `last`: the events that opened and ended it. */
  closed(opened: number, last: number, { at, by, level }: { at: number; by: Decision; level: Level }): void {
    this.#sql.change("incidents", "seq", opened, { closedAt: at, closedBy: by, level, lastEvent: last });
  }

  /** The one incident whose key begins so. */
  byKey(beginning: string): { key: string; identity: string; episode: number } | undefined {
    if (!isKey(beginning)) return undefined;
    const query = `SELECT key, identity, episode FROM incidents WHERE ${KEY} LIMIT 2`;
    const [only, another] = this.#sql.rows<{ key: string; identity: string; episode: number }>(
      query,
      beginning,
    );
    return another ? undefined : only;
  }

  /** Drops what is over and began before an event. */
  forget(before: number): void {
    this.#sql.run("DELETE FROM incidents WHERE seq < ? AND closed_at IS NOT NULL", before);
  }
}
