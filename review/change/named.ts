import { isDeepStrictEqual } from "node:util";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

interface Named {
  name: string;
}

/** What changes in a list whose entries are told apart by name. `say` gets each that differs: as it was, as it is. */
export function changesByName<T extends Named>(
  was: readonly T[] = [],
  is: readonly T[] = [],
  say: (old: T | undefined, now: T | undefined) => Sentence[],
): Sentence[] {
  const names = [...new Set([...was, ...is].map(({ name }) => name))];
  return names.flatMap((name): Sentence[] => {
    const [old, now] = [was.find((each) => each.name === name), is.find((each) => each.name === name)];
    return isDeepStrictEqual(old, now) ? [] : say(old, now);
  });
}

/** What such a list of a source says: what is declared now, what it was, or that it is no longer. */
export function sayDeclared<T extends Named>(
  source: string,
  was: readonly T[] | undefined,
  is: readonly T[] | undefined,
  text: (each: T) => string,
): Sentence[] {
  const at = `at the source ${code(source)}`;
  return changesByName(was, is, (old, now) => {
    if (now) return [risk(`${text(now)} ${at}${old ? ` (was: ${text(old)})` : ""}`)];
    return old ? [note(`no longer: ${text(old)} ${at}`)] : [];
  });
}
