import fc from "fast-check";
import { expect, test } from "vitest";
import { mayOverlap } from "../../components/receiver/overlap.ts";
import { globMatches } from "../../receiver/glob.ts";

const LETTERS = ["", "a", "b"];

/** Every text of up to four letters. */
const TEXTS = [
  ...new Set(
    LETTERS.flatMap((a) =>
      LETTERS.flatMap((b) => LETTERS.flatMap((c) => LETTERS.map((d) => `${a}${b}${c}${d}`))),
    ),
  ),
].filter(Boolean);

test("two patterns overlap when some text matches both", () => {
  const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [a, b] = [one.join(""), other.join("")];
      const both = TEXTS.some((text) => globMatches(a, text) && globMatches(b, text));
      // A text that is longer than four letters is not among those that are tried; the empty one is no text of an alert.
      if (both) expect(mayOverlap({ rule: [a] }, { rule: [b] })).toBe(true);
      else if (!a.includes("*") || !b.includes("*"))
        expect([a, b, mayOverlap({ rule: [a] }, { rule: [b] })]).toEqual([a, b, false]);
    }),
    { seed: 16 },
  );
});

test.each<[string, Record<string, string[]>, Record<string, string[]>, boolean]>([
  ["other names of conditions may be of one alert", { rule: ["a"] }, { namespace: ["b"] }, true],
  ["one name apart is enough", { rule: ["a*"], namespace: ["x"] }, { rule: ["a*"], namespace: ["y"] }, false],
  ["of several patterns one will do", { rule: ["a", "c*"] }, { rule: ["b", "*d"] }, true],
  ["a resource has several texts", { resource: ["a"] }, { resource: ["b"] }, true],
])("%s", (_, one, other, expected) => {
  expect([mayOverlap(one, other), mayOverlap(other, one)]).toEqual([expected, expected]);
});
