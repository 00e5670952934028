import { spanText } from "../../components/vocabulary/duration.ts";
import type { Level, MetricRule } from "../../program/model/metric-rules.ts";
import { METRIC_LEVELS } from "../../receiver/level.ts";
import { compositeText, conditionText, measureText, tendency } from "../wording/condition.ts";
import { code, count } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about when a rule fires, level by level. */
export function sayLevels(before: MetricRule, after: MetricRule): Sentence[] {
  return METRIC_LEVELS.flatMap((level) => {
    const [old, now] = [before, after].map(({ levels }) => levels.find(({ name }) => name === level));
    if (old && now) return sayLevel(old, now);
    if (now) {
      const also = before.levels.length > 0 ? "also fires" : "fires";
      return [note(`{it} now ${also} as ${level}: ${conditionText(now)}`)];
    }
    // A composite expression in its place is told by its own sentence.
    if (old && after.composite === undefined)
      return [risk(`{it} no longer fires as ${level} (was ${conditionText(old)})`)];
    return [];
  });
}

function sayLevel(old: Level, now: Level): Sentence[] {
  const { name } = now;
  const metric = old.namespace === now.namespace && old.metricName === now.metricName;
  // Another metric has a sentence of its own, and often another unit.
  if (!metric && sameCondition(old, now)) return [];
  const statistic = old.statistic !== now.statistic;
  const [from, to] = [conditionText(old, statistic), conditionText(now, statistic)];
  if (from === to) {
    return old.period === now.period
      ? []
      : [note(`{it} ${name} needs ${valuesText(now)} instead of ${valuesText(old)}`)];
  }
  const way = metric ? tendency(old, now) : undefined;
  const text = `from ${from} to ${to}`;
  if (way === "later") return [note(`{it} ${name} fires later: ${text}`)];
  if (way === "sooner") return [note(`{it} ${name} fires sooner: ${text}`)];
  if (way === "same" && measureText(old, statistic) === measureText(now, statistic))
    return [note(`{it} ${name}: ${text}`)];
  return [note(`{it} ${name} fires differently: ${text}`)];
}

function sameCondition(a: Level, b: Level): boolean {
  return (["comparison", "statistic", "threshold", "times", "preCondition", "period"] as const).every(
    (field) => Object.is(a[field], b[field]),
  );
}

/** `5 values of 1 min`. */
function valuesText({ times, period }: Level): string {
  return `${count(times, "value")} of ${spanText(period)}`;
}

/** What changes about a composite expression. */
export function sayComposite(before: MetricRule, after: MetricRule): Sentence[] {
  const [old, now] = [before.composite, after.composite];
  if (old && now) {
    const [from, to] = [compositeText(old), compositeText(now)];
    if (old.level !== now.level)
      return [note(`{it} fires as ${now.level} instead of ${old.level}, by ${code(to)}`)];
    if (from !== to) return [note(`{it} ${now.level} fires differently: from ${code(from)} to ${code(to)}`)];
    return old.raw === now.raw
      ? []
      : [note(`{it} fires as before: only its expression is written differently`)];
  }
  if (now) {
    const levels = before.levels.map(({ name }) => name).join(", ");
    return [
      note(
        `{it} now fires as ${now.level} by an expression, ${code(compositeText(now))}, in place of its levels (${levels})`,
      ),
    ];
  }
  return old ? [note(`{it} fires by its levels in place of the expression ${code(compositeText(old))}`)] : [];
}
