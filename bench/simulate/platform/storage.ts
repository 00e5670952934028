import { type Cursor, Sql, writes } from "./sql.ts";

/** Writes of one turn: they are on disk together, or not at all. */
interface Batch {
  isFlushed: boolean;
  /** The alarm before it. */
  alarmBefore: number | null;
  /** What leaves once it is on disk. */
  waiting: (() => void)[];
}

/** What storage needs from its object. */
export interface StorageHost {
  /** Has `done` called when a flush that begins now is confirmed. */
  flush(done: () => void): void;
  /** Throws if the disk fails at this statement. */
  beforeStatement(query: string): void;
  alarmChanged(): void;
  /** `setAlarm` was called: an alarm that is being handled is not deleted after it. */
  alarmSet(): void;
  /** Something broke a rule that the platform itself would not notice. */
  fault(what: string): void;
}

/**
 * An object's storage: what is written in one turn becomes durable together, some time later, and what
 * leaves the object meanwhile waits for that. A stop takes the object back to what was flushed.
 *
 * Each batch is a savepoint inside the one before it, so that a stop rolls back to the first that was not
 * flushed, and what was flushed needs no copy.
 *
 * Sources: https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/ (write coalescing, output
 * gates), cloudflare/workerd `src/workerd/io/actor-sqlite.c++` (implicit transactions, alarms within them).
 */
export class ObjectStorage {
  readonly sql: { exec(query: string, ...bindings: unknown[]): Cursor; readonly databaseSize: number };
  /** For whoever looks at it from outside. */
  readonly database: Sql;
  readonly #host: StorageHost;
  readonly #batches: Batch[] = [];
  #isOpen = false;
  #transactions = 0;
  #alarm: number | null = null;

  constructor(host: StorageHost, database = new Sql()) {
    this.#host = host;
    this.database = database;
    this.sql = {
      exec: (query, ...bindings) => {
        host.beforeStatement(query);
        if (writes(query)) this.#beginBatch();
        return this.database.exec(query, ...bindings);
      },
      get databaseSize() {
        return 4096;
      },
    };
  }

  /** The alarm as the database has it, also while it is being handled. */
  get alarm(): number | null {
    return this.#alarm;
  }

  /** Whether the alarm is on disk as it is. */
  get isAlarmFlushed(): boolean {
    return this.#batches.every(({ isFlushed, alarmBefore }) => isFlushed || alarmBefore === this.#alarm);
  }

  transactionSync<T>(write: () => T): T {
    this.#beginBatch();
    const name = `transaction_${this.#transactions++}`;
    const alarm = this.#alarm;
    this.database.exec(`SAVEPOINT ${name}`);
    try {
      const result = write();
      this.database.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.database.exec(`ROLLBACK TO ${name}`);
      this.database.exec(`RELEASE ${name}`);
      this.writeAlarm(alarm);
      throw error;
    } finally {
      this.#transactions--;
    }
  }

  async setAlarm(at: number | Date, options?: { allowUnconfirmed?: boolean }): Promise<void> {
    if (options?.allowUnconfirmed) this.#host.fault("an alarm that nothing waits for (allowUnconfirmed)");
    if (!(Number(at) > 0 && Number.isFinite(Number(at))))
      this.#host.fault(`setAlarm() cannot be called with an alarm time <= 0, or none at all: ${at}`);
    this.#host.alarmSet();
    this.writeAlarm(Number(at));
  }

  async deleteAlarm(): Promise<void> {
    this.#host.alarmSet();
    this.writeAlarm(null);
  }

  /** Drops every table. The alarm goes with them, as it does since the compatibility date 2026-02-24. */
  async deleteAll(): Promise<void> {
    this.#beginBatch();
    const tables = this.database.exec(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    for (const { name } of tables.toArray()) this.database.exec(`DROP TABLE "${name}"`);
    await this.deleteAlarm();
  }

  sync(): Promise<void> {
    return new Promise((resolve) => this.whenFlushed(resolve));
  }

  /** The alarm as it was on disk when this object was recorded. */
  restoreAlarm(at: number | null): void {
    this.#alarm = at;
    this.#host.alarmChanged();
  }

  writeAlarm(at: number | null): void {
    if (at === this.#alarm) return;
    this.#beginBatch();
    this.#alarm = at;
    this.#host.alarmChanged();
  }

  #beginBatch(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.database.exec(`SAVEPOINT batch_${this.#batches.length}`);
    this.#batches.push({ isFlushed: false, alarmBefore: this.#alarm, waiting: [] });
  }

  /** Calls back once everything that was written so far is on disk. */
  whenFlushed(callback: () => void): void {
    const last = this.#batches.at(-1);
    if (!last || last.isFlushed) callback();
    else last.waiting.push(callback);
  }

  /** The end of a turn: what was written in it is one batch, whose flush begins. */
  endTurn(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const batch = this.#batches.at(-1) as Batch;
    this.#host.flush(() => this.#confirm(batch));
  }

  #confirm(batch: Batch): void {
    // A stop was faster.
    if (!this.#batches.includes(batch)) return;
    batch.isFlushed = true;
    const waiting = batch.waiting.splice(0);
    if (!this.#isOpen && this.#batches.every(({ isFlushed }) => isFlushed)) this.#commit();
    for (const callback of waiting) callback();
  }

  #commit(): void {
    if (this.#batches.length > 0) this.database.exec("RELEASE batch_0");
    this.#batches.length = 0;
  }

  /** Loses what was not flushed, except for the first `kept` batches, which had just reached the disk. */
  stop(kept: number): void {
    this.#isOpen = false;
    const unflushed = this.#batches.findIndex(({ isFlushed }) => !isFlushed);
    const first = unflushed < 0 ? this.#batches.length : Math.min(this.#batches.length, unflushed + kept);
    const lost = this.#batches[first];
    if (lost) {
      this.database.exec(`ROLLBACK TO batch_${first}`);
      const isLost = this.#alarm !== lost.alarmBefore;
      this.#alarm = lost.alarmBefore;
      if (isLost) this.#host.alarmChanged();
    }
    this.#commit();
  }

  /** Batches that a stop could lose. */
  get unflushed(): number {
    return this.#batches.filter(({ isFlushed }) => !isFlushed).length;
  }
}
