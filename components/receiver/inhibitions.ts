import type { InhibitionConfig, SourceConfig } from "../../receiver/config/config.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import type { SourceArgs } from "./args.ts";
import { checkLevels, conditionsOf } from "./conditions.ts";
import { mayOverlap } from "./overlap.ts";

/** Longer than this nobody is kept waiting for a cause, nor for what outlives it. */
const WAITING = { least: 1, most: 3600 };

/** The inhibitions of a source, as the Worker reads them. */
export function inhibitions(
  problems: Problems,
  source: string,
  { inhibitions: given }: SourceArgs,
): Pick<SourceConfig, "inhibitions"> {
  if (!given) return {};
  const at = (index: number) => (field: string) => `sources.${source}.inhibitions.${index}.${field}`;
  const names = given.map(({ name }, index) => name ?? `inhibition ${index + 1}`);
  const read = given.map((each, index): InhibitionConfig => {
    const path = at(index);
    const name = names[index] ?? "";
    if (names.indexOf(name) !== index)
      problems.add(path("name"), `is that of another inhibition, too: "${name}"`);
    checkLevels(problems, (field) => path(`cause.${field}`), each.cause);
    checkLevels(problems, (field) => path(`effects.${field}`), each.effects);
    const cause = conditionsOf(each.cause);
    if (Object.keys(cause).length === 0)
      problems.add(path("cause"), "must have a condition: else everything would be the cause of everything");
    const seconds = (field: "within" | "grace", text = each[field]) =>
      text === undefined ? {} : { [field]: readDuration(problems, path(field), text, WAITING) };
    return {
      name,
      cause,
      effects: conditionsOf(each.effects),
      ...(each.same && { same: each.same }),
      ...seconds("within"),
      ...seconds("grace"),
    };
  });
  const circle = circleIn(read);
  if (circle) {
    const [first = 0] = circle;
    const list = [...circle, first].map((index) => `"${names[index]}"`).join(" → ");
    problems.add(
      at(first)("effects"),
      `may be the cause that another one holds, in a circle (${list}): then nobody would be told of any`,
    );
  }
  return { inhibitions: read };
}

/** Inhibitions of which each may hold the cause of the next, and the last that of the first. */
function circleIn(all: readonly InhibitionConfig[]): number[] | undefined {
  const next = all.map(({ effects }, from) =>
    all.flatMap(({ cause }, to) => (to !== from && mayOverlap(effects, cause) ? [to] : [])),
  );
  const over = new Set<number>();
  const follow = (index: number, path: number[]): number[] | undefined => {
    if (path.includes(index)) return path.slice(path.indexOf(index));
    if (over.has(index)) return undefined;
    for (const to of next[index] ?? []) {
      const circle = follow(to, [...path, index]);
      if (circle) return circle;
    }
    over.add(index);
    return undefined;
  };
  for (const index of all.keys()) {
    const circle = follow(index, []);
    if (circle) return circle;
  }
  return undefined;
}
