import { limitText, type Meaning, meaningOf } from "../../components/vocabulary/comparison.ts";
import { spanText } from "../../components/vocabulary/duration.ts";
import { tidied } from "../../components/vocabulary/expression/print.ts";
import { isUsual, rise } from "../../components/vocabulary/statistic.ts";
import { unitText } from "../../components/vocabulary/unit.ts";
import type { Composite, Level } from "../../program/model/metric-rules.ts";

/** `≥ 85 %`, with the statistic where it is not the usual one: `Maximum ≥ 85 %`. */
export function measureText(level: Level, statistic = false): string {
  const limit = limitText(level.comparison, level.threshold, unitText(level.metric?.unit));
  const given = level.preCondition ? ` while ${tidied(level.preCondition)}` : "";
  return `${statistic || !isUsual(level.statistic) ? `${level.statistic} ` : ""}${limit}${given}`;
}

/** `≥ 85 % for 3 min`. */
export function conditionText(level: Level, statistic = false): string {
  return `${measureText(level, statistic)} for ${spanText(level.times * level.period)}`;
}

/** `CPUUtilization Average > 80 and memory_usedutilization Average > 70, 3 times in a row`. */
export function compositeText({ raw, conditions, join, times }: Composite): string {
  const each = conditions.map(
    ({ metricName, statistic, comparison, threshold }) =>
      `${metricName} ${statistic} ${limitText(comparison, threshold)}`,
  );
  const condition = raw === undefined ? each.join(join === "||" ? " or " : " and ") : tidied(raw);
  return `${condition}, ${times} times in a row`;
}

/**
 * Whether the same values make the level fire later (rarer) or sooner (more often) than before; undefined
 * where that depends on the values.
 */
export function tendency(before: Level, after: Level): "later" | "sooner" | "same" | undefined {
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
