import type { SeverityArgs } from "./args.ts";

/** A table of severities under the names of levels that the Worker has. */
export function byLevel(severities: SeverityArgs | undefined): Record<string, string> {
  const { noData, ...rest } = severities ?? {};
  const entries = Object.entries({ ...rest, "no-data": noData }).filter(([, word]) => word !== undefined);
  return Object.fromEntries(entries) as Record<string, string>;
}

export function mapValues<T, R>(
  record: Record<string, T>,
  change: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
