import { Sql } from "../sql.ts";
import type { Store } from "./store.ts";

/** How many events there were since the source began, by decision. */
export interface LedgerTally {
  /** Up to which event they are counted. */
  upTo: number;
  decisions: Record<string, number>;
  /** Of these, callbacks that came from outside. */
  accepted: number;
}

/** Events that are counted again at every question, before the sum is written down. */
const MOST_AGAIN = 5000;

/**
 * Counts that only rise, at no row a callback: what is stored is counted when somebody asks, and what is
 * dropped was added to a note before.
 */
export class Tallies {
  readonly #sql: Sql;
  readonly #store: Store;

  constructor(sql: SqlStorage, store: Store) {
    this.#sql = new Sql(sql);
    this.#store = store;
  }

  count(): LedgerTally {
    const before = JSON.parse(String(this.#store.noted("tally") ?? "null")) as LedgerTally | null;
    const tally: LedgerTally = before ?? { upTo: 0, decisions: {}, accepted: 0 };
    const rows = this.#sql.rows<{ decision: string; n: number; accepted: number; last: number }>(
      "SELECT decision, count(*) AS n, sum(body IS NOT NULL AND part >= 0 AND by IS NULL) AS accepted, max(seq) AS last " +
        "FROM events WHERE seq > ? GROUP BY decision",
      tally.upTo,
    );
    const counted = { ...tally, decisions: { ...tally.decisions } };
    let fresh = 0;
    for (const { decision, n, accepted, last } of rows) {
      counted.decisions[decision] = (counted.decisions[decision] ?? 0) + n;
      counted.accepted += accepted;
      counted.upTo = Math.max(counted.upTo, last);
      fresh += n;
    }
    if (fresh > MOST_AGAIN) this.#save(counted);
    return counted;
  }

  /** Before events are dropped. */
  save(): void {
    this.#save(this.count());
  }

  #save(tally: LedgerTally): void {
    this.#store.note("tally", JSON.stringify(tally));
  }
}
