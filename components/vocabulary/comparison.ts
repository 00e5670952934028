import { SIGNS } from "../../receiver/message/condition.ts";
import { Comparison } from "../enums.ts";

/** What a comparison with a fixed threshold means, wherever it is sent, said or evaluated. */
export interface FixedMeaning {
  /** Where the values lie that meet it, as seen from the threshold. */
  side: "above" | "below" | "equal" | "unequal";
  /** Whether the threshold itself meets it. */
  inclusive: boolean;
  /** As expressions, callbacks, PromQL and the provider's older resources write it. */
  symbol: keyof typeof SIGNS;
  /** As people read it beside a number. */
  sign: string;
  /** As people read it in a sentence. */
  words: string;
  holds(value: number, threshold: number): boolean;
  past?: undefined;
}

/** What a comparison with an earlier value means. Its threshold is the change in percent. */
interface PastMeaning {
  side: "above" | "below";
  past: {
    /** What the value is compared with, in words. */
    than: string;
    /** How far back, in milliseconds; undefined for one period. */
    back: number | undefined;
  };
}

export type Meaning = FixedMeaning | PastMeaning;

const DAY = 86_400_000;
const YESTERDAY = { than: "yesterday", back: DAY };
const LAST_WEEK = { than: "last week", back: 7 * DAY };
const LAST_PERIOD = { than: "the period before", back: undefined };

/** Every comparison of CloudMonitor's rules. */
const MEANINGS: Record<Comparison, Meaning> = {
  [Comparison.Above]: {
    ...{ side: "above", inclusive: false, symbol: ">", sign: SIGNS[">"], words: "above" },
    holds: (value, threshold) => value > threshold,
  },
  [Comparison.AtLeast]: {
    ...{ side: "above", inclusive: true, symbol: ">=", sign: SIGNS[">="], words: "at least" },
    holds: (value, threshold) => value >= threshold,
  },
  [Comparison.Below]: {
    ...{ side: "below", inclusive: false, symbol: "<", sign: SIGNS["<"], words: "below" },
    holds: (value, threshold) => value < threshold,
  },
  [Comparison.AtMost]: {
    ...{ side: "below", inclusive: true, symbol: "<=", sign: SIGNS["<="], words: "at most" },
    holds: (value, threshold) => value <= threshold,
  },
  [Comparison.Equal]: {
    ...{ side: "equal", inclusive: true, symbol: "==", sign: SIGNS["=="], words: "equal to" },
    holds: (value, threshold) => value === threshold,
  },
  [Comparison.NotEqual]: {
    ...{ side: "unequal", inclusive: false, symbol: "!=", sign: SIGNS["!="], words: "other than" },
    holds: (value, threshold) => value !== threshold,
  },
  [Comparison.AboveYesterday]: { side: "above", past: YESTERDAY },
  [Comparison.BelowYesterday]: { side: "below", past: YESTERDAY },
  [Comparison.AboveLastWeek]: { side: "above", past: LAST_WEEK },
  [Comparison.BelowLastWeek]: { side: "below", past: LAST_WEEK },
  [Comparison.AboveLastPeriod]: { side: "above", past: LAST_PERIOD },
  [Comparison.BelowLastPeriod]: { side: "below", past: LAST_PERIOD },
};

export const COMPARISONS = Object.values(Comparison);

const BY_SYMBOL = new Map<string, Comparison>(
  Object.entries(MEANINGS).flatMap(([comparison, meaning]) =>
    meaning.past ? [] : [[meaning.symbol, comparison as Comparison] as const],
  ),
);

/** The comparison that the API's word stands for; undefined for any other text. */
export function meaningOf(comparison: string): Meaning | undefined {
  return Object.hasOwn(MEANINGS, comparison) ? MEANINGS[comparison as Comparison] : undefined;
}

/** The API's word of what may be written as a symbol: `>=` is `GreaterThanOrEqualToThreshold`. */
export function comparisonWord(text: string): string {
  return BY_SYMBOL.get(text) ?? text;
}

/** The meaning of a symbol such as `>=`. */
export function meaningOfSymbol(symbol: string): FixedMeaning | undefined {
  const meaning = meaningOf(BY_SYMBOL.get(symbol) ?? "");
  return meaning?.past ? undefined : meaning;
}

/** `at least`, `above yesterday by`: what stands before the threshold in a sentence. */
export function comparisonWords(comparison: string): string {
  const meaning = meaningOf(comparison);
  if (!meaning) return comparison;
  return meaning.past ? `${meaning.side} ${meaning.past.than} by` : meaning.words;
}

/** `≥ 85 %`, `50 % above yesterday`. A comparison that isn't known stays the API's word. */
export function limitText(comparison: string, threshold: number | string, unit?: string): string {
  const meaning = meaningOf(comparison);
  if (meaning?.past) return `${threshold} % ${meaning.side} ${meaning.past.than}`;
  return `${meaning?.sign ?? comparison} ${threshold}${unit ? ` ${unit}` : ""}`;
}
