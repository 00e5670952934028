import { globMatches } from "../../receiver/glob.ts";

/**
 * Which of several conditions a text can meet together. A condition is a list of globs, of which one has to
 * match; a signature says of each condition whether it is met. Decided exactly: all globs run through one
 * automaton side by side, so that every signature that any text has is found, each with the shortest such text.
 */
export interface Signature {
  /** By condition. */
  meets: readonly boolean[];
  /** A text that has it; undefined where there is no text at all, which meets nothing. */
  example: string | undefined;
}

/** Raised where something takes more steps than it may: then nothing is proven, and nothing is claimed. */
export class BeyondBound extends Error {}

/** Most positions in globs that an automaton's states may hold together. */
const MOST_WORK = 1_000_000;

/** Letters for whatever no glob names, in this order. */
const OTHERS = "xyzabcdefghijklmnopqrstuvw0123456789";

/** Every signature that some text which is not empty has for these conditions. Throws `BeyondBound`. */
export function signaturesOf(conditions: readonly (readonly string[])[]): Signature[] {
  const globs = [...new Set(conditions.flat())];
  const { letters, ends } = positionsOf(globs);
  const other = [...OTHERS].find((letter) => !letters.includes(letter)) ?? "\u2603";
  // Which conditions a glob's end meets.
  const metAt = new Map(
    ends.map((end, index) => [
      end,
      [...conditions.keys()].filter((condition) => conditions[condition]?.includes(globs[index] ?? "")),
    ]),
  );

  const found = new Map<string, Signature>();
  const note = (state: readonly number[], example: string) => {
    const met = new Set(state.flatMap((position) => metAt.get(position) ?? []));
    const key = [...met].sort((a, b) => a - b).join();
    if (!found.has(key)) found.set(key, { meets: conditions.map((_, index) => met.has(index)), example });
  };

  const start = closed(letters, startsOf(ends));
  // The start is of the empty text, which is none; a longer text may come to the same state.
  const seen = new Set<string>();
  let work = 0;
  const queue: { state: readonly number[]; text: string }[] = [{ state: start, text: "" }];
  for (const { state, text } of queue) {
    for (const [letter, next] of steps(letters, state, other)) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      work += next.length;
      if (work > MOST_WORK)
        throw new BeyondBound(
          `${globs.length} patterns together (${globs.slice(0, 3).join(", ")}, …) have more than ${MOST_WORK} positions to look at`,
        );
      note(next, text + letter);
      queue.push({ state: next, text: text + letter });
    }
  }
  return [...found.values()];
}

/** Short for a state; positions may be any number. */
function keyOf(state: readonly number[]): string {
  return String.fromCodePoint(...state);
}

/** The signature of one text; undefined stands for no text, which meets nothing. */
export function signatureOf(conditions: readonly (readonly string[])[], text: string | undefined): Signature {
  const meets = conditions.map((each) => Boolean(text) && each.some((glob) => globMatches(glob, text ?? "")));
  return { meets, example: text || undefined };
}

/** All positions in all globs, one after the other: the letter that each waits for, and where each glob ends. */
function positionsOf(globs: readonly string[]): { letters: string[]; ends: number[] } {
  const letters: string[] = [];
  const ends = globs.map((glob) => {
    letters.push(...glob.split(""), END);
    return letters.length - 1;
  });
  return { letters, ends };
}

/** What stands at the end of a glob: nothing waits there any more. */
const END = "";

function startsOf(ends: readonly number[]): number[] {
  return ends.map((_, index) => (index === 0 ? 0 : (ends[index - 1] ?? 0) + 1));
}

/** Where a state leads by each letter that a glob waits for there, and by `other`, which stands for all the rest. */
function steps(
  letters: readonly string[],
  state: readonly number[],
  other: string,
): Map<string, readonly number[]> {
  const always: number[] = [];
  const waiting = new Map<string, number[]>();
  for (const position of state) {
    const letter = letters[position] ?? END;
    if (letter === "*") always.push(position);
    else if (letter === "?") always.push(position + 1);
    else if (letter !== END) waiting.set(letter, [...(waiting.get(letter) ?? []), position + 1]);
  }
  const usual = closed(letters, always);
  const next = new Map<string, readonly number[]>([[other, usual]]);
  for (const [letter, positions] of waiting) next.set(letter, union(usual, closed(letters, positions)));
  return next;
}

/** With the positions behind every star, which may stand for nothing. Sorted. */
function closed(letters: readonly string[], positions: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let position of positions) {
    while (!all.has(position)) {
      all.add(position);
      if (letters[position] !== "*") break;
      position++;
    }
  }
  return [...all].sort((a, b) => a - b);
}

/** Of two sorted lists. */
function union(one: readonly number[], few: readonly number[]): readonly number[] {
  const added = few.filter((each) => !one.includes(each));
  return added.length === 0 ? one : [...one, ...added].sort((a, b) => a - b);
}
