import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Comparison, PromComparison } from "../../../components/enums.ts";
import {
  COMPARISONS,
  comparisonWord,
  comparisonWords,
  limitText,
  meaningOf,
  meaningOfSymbol,
} from "../../../components/vocabulary/comparison.ts";

/** A fixed comparison in each of its spellings, and whether 1, 2 and 3 meet it with the threshold 2. */
const FIXED: [
  Comparison,
  symbol: string,
  limit: string,
  words: string,
  holds: [boolean, boolean, boolean],
][] = [
  [Comparison.Above, ">", "> 2 %", "above", [false, false, true]],
  [Comparison.AtLeast, ">=", "≥ 2 %", "at least", [false, true, true]],
  [Comparison.Below, "<", "< 2 %", "below", [true, false, false]],
  [Comparison.AtMost, "<=", "≤ 2 %", "at most", [true, true, false]],
  [Comparison.Equal, "==", "= 2 %", "equal to", [false, true, false]],
  [Comparison.NotEqual, "!=", "≠ 2 %", "other than", [true, false, true]],
];

const DAY = 24 * 60 * 60_000;

const PAST: [Comparison, limit: string, words: string, back: number | undefined][] = [
  [Comparison.AboveYesterday, "50 % above yesterday", "above yesterday by", DAY],
  [Comparison.BelowYesterday, "50 % below yesterday", "below yesterday by", DAY],
  [Comparison.AboveLastWeek, "50 % above last week", "above last week by", 7 * DAY],
  [Comparison.BelowLastWeek, "50 % below last week", "below last week by", 7 * DAY],
  [Comparison.AboveLastPeriod, "50 % above the period before", "above the period before by", undefined],
  [Comparison.BelowLastPeriod, "50 % below the period before", "below the period before by", undefined],
];

test("every comparison that can be declared is one of these", () => {
  expect([...FIXED, ...PAST].map(([comparison]) => comparison)).toEqual(COMPARISONS);
});

describe.each(FIXED)("%s", (comparison, symbol, limit, words, holds) => {
  const meaning = meaningOfSymbol(symbol);

  test("is read from its symbol and from itself", () => {
    expect(comparisonWord(symbol)).toBe(comparison);
    expect(comparisonWord(comparison)).toBe(comparison);
    expect(meaning).toBe(meaningOf(comparison));
  });

  test("is said", () => {
    expect(limitText(comparison, 2, "%")).toBe(limit);
    expect(limitText(comparison, 2)).toBe(limit.replace(" %", ""));
    expect(comparisonWords(comparison)).toBe(words);
  });

  test("is evaluated", () => {
    expect([1, 2, 3].map((value) => meaning?.holds(value, 2))).toEqual(holds);
  });

  test("says the same by its side and by whether it includes the threshold", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), (value) => {
        const sides = { above: value > 0, below: value < 0, equal: false, unequal: value !== 0 };
        const lies = sides[meaning?.side ?? "equal"] || (value === 0 && meaning?.inclusive === true);
        expect(meaning?.holds(value, 0)).toBe(lies);
      }),
    );
  });
});

test.each(PAST)("%s: %s", (comparison, limit, words, back) => {
  expect(limitText(comparison, 50, "count")).toBe(limit);
  expect(comparisonWords(comparison)).toBe(words);
  const meaning = meaningOf(comparison);
  expect(meaning?.past?.back).toBe(back);
  expect(meaning?.side).toBe(words.split(" ")[0]);
});

test("what isn't known has no meaning and stays the word it was", () => {
  for (const text of ["=>", "", "toString", "greaterThanThreshold"]) {
    expect(meaningOf(text)).toBeUndefined();
    expect(meaningOfSymbol(text)).toBeUndefined();
    expect([comparisonWord(text), comparisonWords(text), limitText(text, 1)]).toEqual([
      text,
      text,
      `${text} 1`,
    ]);
  }
});

test("a comparison with the past has no symbol", () => {
  expect(meaningOfSymbol(Comparison.AboveYesterday)).toBeUndefined();
});

test("Prometheus rules spell the same comparisons by the same symbols", () => {
  for (const [name, symbol] of Object.entries(PromComparison)) {
    expect(comparisonWord(symbol)).toBe(Comparison[name as keyof typeof Comparison]);
  }
});
