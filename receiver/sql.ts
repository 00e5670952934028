export type Columns = Record<string, SqlStorageValue>;

/** `openedAt` as `opened_at`, as columns are called, and back. */
const snake = (name: string) => name.replace(/[A-Z]/g, (char) => `_${char.toLowerCase()}`);
const camels = new Map<string, string>();
const camel = (column: string) => {
  const known = camels.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_(.)/g, (_, char: string) => char.toUpperCase());
  camels.set(column, name);
  return name;
};

/** Statements on the tables of a Durable Object, under the names that columns have in the program. */
export class Sql {
  readonly #storage: SqlStorage;

  /** Text of the statement that writes to a table, by its columns. */
  readonly #writing: Record<string, string> = {};

  constructor(storage: SqlStorage) {
    this.#storage = storage;
  }

  rows<Row>(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#storage
      .exec(query, ...values)
      .toArray()
      .map((columns) => {
        const row: Columns = {};
        for (const name in columns) row[camel(name)] = columns[name] ?? null;
        return row as Row;
      });
  }

  run(statement: string, ...values: SqlStorageValue[]): void {
    this.#storage.exec(statement, ...values);
  }

  /** Writes a row, in place of one that has the same key. `then` may ask for what became of it. */
  write(table: string, row: Columns, then = ""): SqlStorageCursor<Columns> {
    const names = Object.keys(row);
    const written = `${table} ${names}`;
    this.#writing[written] ??=
      `INSERT OR REPLACE INTO ${table} (${names.map(snake)}) VALUES (${names.map(() => "?")})${then}`;
    return this.#storage.exec(this.#writing[written], ...Object.values(row));
  }

  /** Changes columns of one row. A column that is left out costs no entry in its index. */
  change(table: string, key: string, value: SqlStorageValue, columns: Columns): void {
    const names = Object.keys(columns);
    if (names.length === 0) return;
    const set = names.map((name) => `${snake(name)} = ?`);
    this.#storage.exec(`UPDATE ${table} SET ${set} WHERE ${key} = ?`, ...Object.values(columns), value);
  }
}

/** Brings a database of any age up to date. Cheap when there is nothing to do. */
export function upgrade(sql: SqlStorage, steps: readonly string[]): void {
  sql.exec("CREATE TABLE IF NOT EXISTS steps (applied INTEGER NOT NULL)");
  const applied = sql.exec<{ applied: number }>("SELECT applied FROM steps").toArray()[0]?.applied ?? 0;
  if (applied >= steps.length) return;
  for (const step of steps.slice(applied)) sql.exec(step);
  sql.exec("DELETE FROM steps");
  sql.exec("INSERT INTO steps VALUES (?)", steps.length);
}
