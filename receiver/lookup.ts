/** `table[key]` for keys that come from outside: what the table inherits (`constructor`, …) is no entry. */
export function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
