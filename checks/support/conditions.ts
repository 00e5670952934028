import { durationText } from "../../components/vocabulary/duration.ts";
import type { Condition, Level } from "../../program/model/metric-rules.ts";

/** Comparisons with a fixed threshold: which way they look, and in words. */
const FIXED: Record<string, { side: "above" | "below" | "equal" | "unequal"; open: boolean; words: string }> =
  {
    GreaterThanThreshold: { side: "above", open: true, words: "above" },
    GreaterThanOrEqualToThreshold: { side: "above", open: false, words: "at least" },
    LessThanThreshold: { side: "below", open: true, words: "below" },
    LessThanOrEqualToThreshold: { side: "below", open: false, words: "at most" },
    EqualToThreshold: { side: "equal", open: false, words: "equal to" },
    NotEqualToThreshold: { side: "unequal", open: false, words: "other than" },
  };

const PAST: Record<string, string> = {
  GreaterThanYesterday: "above yesterday by",
  LessThanYesterday: "below yesterday by",
  GreaterThanLastWeek: "above last week by",
  LessThanLastWeek: "below last week by",
  GreaterThanLastPeriod: "above the period before by",
  LessThanLastPeriod: "below the period before by",
};

/** Undefined for comparisons with the past. */
export function sideOf({ comparison }: Condition) {
  return Object.hasOwn(FIXED, comparison) ? FIXED[comparison] : undefined;
}

/** `at least 95 %`. */
export function thresholdText({ comparison, threshold, metric }: Condition): string {
  const past = Object.hasOwn(PAST, comparison) ? PAST[comparison] : undefined;
  const unit = past ? "%" : metric?.unit;
  const words = past ?? FIXED[comparison]?.words ?? comparison;
  return `${words} ${threshold}${unit && unit !== "-" && unit !== "code" ? ` ${unit}` : ""}`;
}

/** Seconds for which a condition must hold before the level fires. */
export function patience(period: number, times: number): number {
  return period * times;
}

/** `5 minutes`, also of what is no whole number of minutes. */
export function timeText(seconds: number): string {
  return Number.isFinite(seconds) ? durationText(seconds) : "an unknown time";
}

/** Whether every value that meets `inner` meets `outer` too. Both of one metric and statistic. */
export function implies(inner: Condition, outer: Condition): boolean {
  const [a, b] = [sideOf(inner), sideOf(outer)];
  if (!a || !b || a.side !== b.side || inner.statistic !== outer.statistic) return false;
  if (inner.threshold === outer.threshold) return a.open || !b.open;
  if (a.side === "above") return inner.threshold > outer.threshold;
  return a.side === "below" && inner.threshold < outer.threshold;
}

/** Whether the two conditions are the same. */
export function same(a: Condition, b: Condition): boolean {
  return (
    a.metricName === b.metricName &&
    a.statistic === b.statistic &&
    a.comparison === b.comparison &&
    a.threshold === b.threshold &&
    a.period === b.period
  );
}

/** Whether no value can meet both. */
export function exclude(a: Condition, b: Condition): boolean {
  const [above, below] = order(a, b);
  if (!above || !below) return false;
  if (above.threshold === below.threshold) return Boolean(sideOf(above)?.open || sideOf(below)?.open);
  return above.threshold > below.threshold;
}

/** Whether every value meets one of them. */
export function exhaust(a: Condition, b: Condition): boolean {
  const [above, below] = order(a, b);
  if (!above || !below) return false;
  if (above.threshold === below.threshold) return !(sideOf(above)?.open && sideOf(below)?.open);
  return above.threshold < below.threshold;
}

function order(a: Condition, b: Condition): [Condition | undefined, Condition | undefined] {
  const both = [a, b];
  return [
    both.find((each) => sideOf(each)?.side === "above"),
    both.find((each) => sideOf(each)?.side === "below"),
  ];
}

/** The pairs of levels, the worse first. */
export function pairs(levels: readonly Level[]): [Level, Level][] {
  return levels.flatMap((worse, index) =>
    levels.slice(index + 1).map((milder): [Level, Level] => [worse, milder]),
  );
}
