import type { Match } from "../quiet/stage.ts";
import { Sql } from "../sql.ts";

/** An open incident that holds others back, by one inhibition. */
interface CauseRow {
  name: string;
  key: string;
}

/** Which open incidents are causes. Costs nothing where there is none: then no query is made. */
export class Causes {
  readonly #sql: Sql;
  #any: boolean;

  constructor(sql: SqlStorage) {
    this.#sql = new Sql(sql);
    this.#any = this.#sql.rows("SELECT 1 FROM causes LIMIT 1").length > 0;
  }

  /** Writes down what an incident that opens is the cause of. `rule`: what people call it. */
  add(identity: string, rule: string, matches: readonly Match[] = []): void {
    for (const { name, key = "", cause } of matches) {
      if (!cause) continue;
      this.#any = true;
      this.#sql.write("causes", { identity, name, key, rule });
    }
  }

  /** Forgets an incident that is over, and answers what nothing causes any more. */
  end(identity: string): CauseRow[] {
    if (!this.#any) return [];
    const rows = this.#sql.rows<CauseRow>("SELECT name, key FROM causes WHERE identity = ?", identity);
    if (rows.length === 0) return [];
    this.#sql.run("DELETE FROM causes WHERE identity = ?", identity);
    return rows.filter(({ name, key }) => this.ruleOf(name, key) === undefined);
  }

  /** The rule of the open cause; undefined where there is none. */
  ruleOf(name: string, key: string): string | undefined {
    if (!this.#any) return undefined;
    const [row] = this.#sql.rows<{ rule: string }>(
      "SELECT rule FROM causes WHERE name = ? AND key = ? LIMIT 1",
      name,
      key,
    );
    return row?.rule;
  }
}
