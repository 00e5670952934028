import type { Program } from "./program.ts";

/** How many resources about monitoring there are of each type that nobody reads. */
export function othersByType({ others }: Program): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of others) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** `2 resources of other kinds are not looked at: …`; undefined where there are none. */
export function othersText(
  counts: Readonly<Record<string, number>>,
  done = "not looked at",
): string | undefined {
  const types = Object.entries(counts);
  const total = types.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const what = total === 1 ? "1 resource of another kind is" : `${total} resources of other kinds are`;
  const list = types.map(([type, count]) => (count === 1 ? type : `${type} (${count})`));
  return `${what} ${done}: ${list.join(", ")}`;
}
