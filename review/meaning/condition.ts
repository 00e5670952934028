import { spanText } from "./words.ts";

/** When one level fires. */
export interface Condition {
  comparison: string;
  statistic: string;
  threshold: number;
  times: number;
  preCondition: string | undefined;
}

interface Sense {
  /** With the threshold and its unit: `≥ 85 %`. */
  text: (threshold: string) => string;
  /** Whether higher values fire; undefined where neither direction does. */
  up: boolean | undefined;
  /** Whether the threshold itself fires too. */
  inclusive?: boolean;
  /** Thresholds are a change in percent. */
  past?: true;
}

const past = (up: boolean, than: string): Sense => ({
  text: (change) => `${change} ${up ? "above" : "below"} ${than}`,
  up,
  past: true,
});

/** Comparisons in the words of each API that rules are written for. */
const SENSES: Record<string, Sense> = {
  GreaterThanThreshold: { text: (value) => `> ${value}`, up: true, inclusive: false },
  GreaterThanOrEqualToThreshold: { text: (value) => `≥ ${value}`, up: true, inclusive: true },
  LessThanThreshold: { text: (value) => `< ${value}`, up: false, inclusive: false },
  LessThanOrEqualToThreshold: { text: (value) => `≤ ${value}`, up: false, inclusive: true },
  EqualToThreshold: { text: (value) => `= ${value}`, up: undefined },
  NotEqualToThreshold: { text: (value) => `≠ ${value}`, up: undefined },
  GreaterThanYesterday: past(true, "yesterday"),
  LessThanYesterday: past(false, "yesterday"),
  GreaterThanLastWeek: past(true, "last week"),
  LessThanLastWeek: past(false, "last week"),
  GreaterThanLastPeriod: past(true, "the period before"),
  LessThanLastPeriod: past(false, "the period before"),
};

const SYMBOLS: Record<string, string> = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
  "==": "EqualToThreshold",
  "!=": "NotEqualToThreshold",
};

/** The API's word for a comparison that may be written as a symbol. */
export function comparisonWord(text: string): string {
  return SYMBOLS[text] ?? text;
}

function senseOf(comparison: string): Sense {
  return SENSES[comparison] ?? { text: (value) => `${comparison} ${value}`, up: undefined };
}

/** `≥ 85 %`, with the statistic where it is not the usual one: `Maximum ≥ 85 %`. */
export function limitText(condition: Condition, unit: string | undefined, statistic = false): string {
  const sense = senseOf(condition.comparison);
  const measure = sense.past ? "%" : unit;
  const limit = sense.text(measure ? `${condition.threshold} ${measure}` : String(condition.threshold));
  const usual = ["Average", "Value"].includes(condition.statistic);
  const given = condition.preCondition ? ` while ${condition.preCondition}` : "";
  return `${statistic || !usual ? `${condition.statistic} ` : ""}${limit}${given}`;
}

/** `≥ 85 % for 3 min`. */
export function conditionText(
  condition: Condition,
  period: number,
  unit: string | undefined,
  statistic = false,
): string {
  return `${limitText(condition, unit, statistic)} for ${spanText(condition.times * period)}`;
}

const HEIGHT: Record<string, number> = { Minimum: 0, Average: 1, Maximum: 2 };

/**
 * Whether the same values make the condition fire later (rarer) or sooner (more often) than before;
 * undefined where that depends on the values.
 */
export function tendency(
  before: Condition & { period: number },
  after: Condition & { period: number },
): "later" | "sooner" | "same" | undefined {
  const [old, now] = [senseOf(before.comparison), senseOf(after.comparison)];
  if (now.up === undefined || now.up !== old.up || Boolean(now.past) !== Boolean(old.past)) return undefined;
  if (old.past && before.comparison !== after.comparison) return undefined;
  if (before.preCondition !== after.preCondition) return undefined;
  const height = (each: Condition) => HEIGHT[each.statistic];
  const [low, high] = [height(before), height(after)];
  if (before.statistic !== after.statistic && (low === undefined || high === undefined || now.past))
    return undefined;
  const steps = [
    // Below the threshold of a change in percent, more is always later.
    Math.sign(after.threshold - before.threshold) * (now.up || now.past ? 1 : -1),
    Math.sign(after.times * after.period - before.times * before.period),
    Math.sign((high ?? 0) - (low ?? 0)) * (now.up ? -1 : 1),
    Number(old.inclusive ?? false) - Number(now.inclusive ?? false),
  ];
  const later = steps.some((step) => step > 0);
  const sooner = steps.some((step) => step < 0);
  if (later && sooner) return undefined;
  return later ? "later" : sooner ? "sooner" : "same";
}
