import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

type Row = Record<string, unknown>;

/** What `sql.exec` answers, as far as the receiver uses it. */
export interface Cursor extends Iterable<Row> {
  toArray(): Row[];
  /** Throws unless there is exactly one row. */
  one(): Row;
}

/**
 * The SQL of an object's storage on Node's own SQLite. Several statements in one text are executed one
 * after the other, as the platform does.
 *
 * Source: https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/
 */
export class Sql {
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();

  /** Executes without counting: for whoever stands outside of the object. */
  exec(query: string, ...bindings: unknown[]): Cursor {
    let statement = this.#statements.get(query);
    if (!statement) {
      if (bindings.length === 0 && /;\s*\S/.test(query)) {
        this.#database.exec(query);
        return new Rows([]);
      }
      statement = this.#database.prepare(query);
      this.#statements.set(query, statement);
    }
    return new Rows(statement.all(...(bindings as SQLInputValue[])) as Row[]);
  }

  close(): void {
    this.#database.close();
  }
}

class Rows implements Cursor {
  readonly #rows: Row[];

  constructor(rows: Row[]) {
    this.#rows = rows;
  }

  toArray(): Row[] {
    return this.#rows;
  }

  one(): Row {
    if (this.#rows.length !== 1)
      throw new Error(`Expected exactly one result from SQL query, but got ${this.#rows.length}`);
    return this.#rows[0] as Row;
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.#rows[Symbol.iterator]();
  }
}

const reading = new Map<string, boolean>();

/** Whether a statement can change the database: what it begins with says so. */
export function writes(query: string): boolean {
  const known = reading.get(query);
  if (known !== undefined) return known;
  const answer = !/^\s*(?:SELECT|EXPLAIN|PRAGMA)\b/i.test(query);
  reading.set(query, answer);
  return answer;
}
