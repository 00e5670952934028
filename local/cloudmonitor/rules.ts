import type { StoredMetricRule } from "./rule.ts";

/** The rules that are evaluated, by id, with a number that grows when one of them changes. */
export class Rules extends Map<string, StoredMetricRule> {
  version = 0;

  /** A rule that is put again as it was keeps what is known of it: nothing has changed. */
  override set(id: string, rule: StoredMetricRule): this {
    const known = this.get(id);
    if (known && JSON.stringify(known) === JSON.stringify(rule)) return this;
    this.version++;
    return super.set(id, rule);
  }

  override delete(id: string): boolean {
    this.version++;
    return super.delete(id);
  }

  override clear(): void {
    this.version++;
    super.clear();
  }
}
