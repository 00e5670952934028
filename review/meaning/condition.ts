import { limitText, type Meaning, meaningOf } from "../../components/vocabulary/comparison.ts";
import { spanText } from "../../components/vocabulary/duration.ts";
import { isUsual, rise } from "../../components/vocabulary/statistic.ts";

/** When one level fires. */
export interface Condition {
  comparison: string;
  statistic: string;
  threshold: number;
  times: number;
  preCondition: string | undefined;
}

/** `≥ 85 %`, with the statistic where it is not the usual one: `Maximum ≥ 85 %`. */
export function measureText(condition: Condition, unit: string | undefined, statistic = false): string {
  const limit = limitText(condition.comparison, condition.threshold, unit);
  const given = condition.preCondition ? ` while ${condition.preCondition}` : "";
  return `${statistic || !isUsual(condition.statistic) ? `${condition.statistic} ` : ""}${limit}${given}`;
}

/** `≥ 85 % for 3 min`. */
export function conditionText(
  condition: Condition,
  period: number,
  unit: string | undefined,
  statistic = false,
): string {
  return `${measureText(condition, unit, statistic)} for ${spanText(condition.times * period)}`;
}

/**
 * Whether the same values make the condition fire later (rarer) or sooner (more often) than before;
 * undefined where that depends on the values.
 */
export function tendency(
  before: Condition & { period: number },
  after: Condition & { period: number },
): "later" | "sooner" | "same" | undefined {
  const [old, now] = [meaningOf(before.comparison), meaningOf(after.comparison)];
  const up = now?.side === "above";
  if (!now || !old || now.side !== old.side || !(up || now.side === "below")) return undefined;
  if ((now.past ?? old.past) && before.comparison !== after.comparison) return undefined;
  if (before.preCondition !== after.preCondition) return undefined;
  const risen = rise(before.statistic, after.statistic);
  if (risen === undefined || (risen !== 0 && now.past)) return undefined;
  const steps = [
    // Below the threshold of a change in percent, more is always later.
    Math.sign(after.threshold - before.threshold) * (up || now.past ? 1 : -1),
    Math.sign(after.times * after.period - before.times * before.period),
    Math.sign(risen) * (up ? -1 : 1),
    Number(inclusive(old)) - Number(inclusive(now)),
  ];
  const later = steps.some((step) => step > 0);
  const sooner = steps.some((step) => step < 0);
  if (later && sooner) return undefined;
  return later ? "later" : sooner ? "sooner" : "same";
}

/** Whether the threshold itself fires too. */
function inclusive(meaning: Meaning): boolean {
  return !meaning.past && meaning.inclusive;
}
