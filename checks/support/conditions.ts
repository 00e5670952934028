import { comparisonWords, type FixedMeaning, meaningOf } from "../../components/vocabulary/comparison.ts";
import { unitText } from "../../components/vocabulary/unit.ts";
import type { Condition, Level } from "../../program/model/metric-rules.ts";

/** Undefined for comparisons with the past. */
export function sideOf({ comparison }: Condition): FixedMeaning | undefined {
  const meaning = meaningOf(comparison);
  return meaning?.past ? undefined : meaning;
}

/** `at least 95 %`. */
export function thresholdText({ comparison, threshold, metric }: Condition): string {
  const unit = meaningOf(comparison)?.past ? "%" : unitText(metric?.unit);
  return `${comparisonWords(comparison)} ${threshold}${unit ? ` ${unit}` : ""}`;
}

/** Seconds for which a condition must hold before the level fires. */
export function patience(period: number, times: number): number {
  return period * times;
}

/** Whether every value that meets `inner` meets `outer` too. Both of one metric and statistic. */
export function implies(inner: Condition, outer: Condition): boolean {
  const [a, b] = [sideOf(inner), sideOf(outer)];
  if (!a || !b || a.side !== b.side || inner.statistic !== outer.statistic) return false;
  if (inner.threshold === outer.threshold) return !a.inclusive || b.inclusive;
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
  if (above.threshold === below.threshold) return !(includes(above) && includes(below));
  return above.threshold > below.threshold;
}

/** Whether every value meets one of them. */
export function exhaust(a: Condition, b: Condition): boolean {
  const [above, below] = order(a, b);
  if (!above || !below) return false;
  if (above.threshold === below.threshold) return includes(above) || includes(below);
  return above.threshold < below.threshold;
}

/** Whether the threshold itself meets a condition. */
function includes(condition: Condition): boolean {
  return sideOf(condition)?.inclusive ?? false;
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
