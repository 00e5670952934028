import type { StackSides } from "../commits/both-sides.ts";
import { code } from "../wording/words.ts";
import { note, type Sentence } from "./aspect.ts";
import { isSensitive } from "./properties.ts";

/** What changes in the stack's file. What it does to the resources is told with them. */
export function sayConfiguration({ files, comparable }: StackSides): Sentence[] {
  const { before, after } = files;
  if (!before || !after) return [];
  const keys = (values: Record<string, string>[]) => [...new Set(values.flatMap(Object.keys))].sort();
  const plain = keys([before.values, after.values]).flatMap((key) => {
    const [old, now] = [before.values[key], after.values[key]];
    if (old === now) return [];
    const name = `the configuration ${code(key)}`;
    if (old === undefined) return after.values[key] === undefined ? [] : [note(`${name} is set`)];
    if (now === undefined)
      return after.encrypted[key] === undefined ? [note(`${name} is no longer set`)] : [];
    if (isSensitive(key)) return [note(`${name} changes`)];
    return [note(`${name} is ${code(now)} instead of ${code(old)}`)];
  });
  const secret = keys([before.encrypted, after.encrypted]).flatMap((key) => {
    const [old, now] = [before.encrypted[key], after.encrypted[key]];
    const name = `the secret configuration ${code(key)}`;
    if (old === undefined)
      return [
        note(before.values[key] === undefined ? `${name} is set` : `${name} was plain, and is encrypted now`),
      ];
    if (now === undefined)
      return [
        note(
          after.values[key] === undefined
            ? `${name} is no longer set`
            : `${name} is plain now, and was encrypted`,
        ),
      ];
    return old === now || !comparable ? [] : [note(`${name} changes`)];
  });
  const anew = comparable
    ? []
    : [note("the stack's secrets are encrypted anew: whether one of them changes can't be seen here")];
  return [...plain, ...secret, ...anew];
}
