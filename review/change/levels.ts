import { isDeepStrictEqual } from "node:util";
import { spanText } from "../../components/vocabulary/duration.ts";
import { METRIC_LEVELS } from "../../receiver/level.ts";
import { type Condition, conditionText, measureText, tendency } from "../meaning/condition.ts";
import type { Rule } from "../meaning/rule.ts";
import { code, count } from "../meaning/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about when a rule fires, level by level. */
export function sayLevels(before: Rule, after: Rule): Sentence[] {
  return METRIC_LEVELS.flatMap((level) => {
    const [old, now] = [before.levels[level], after.levels[level]];
    if (old && now) return sayLevel(level, old, now, before, after);
    if (now) {
      const also = Object.keys(before.levels).length > 0 ? "also fires" : "fires";
      return [note(`{it} now ${also} as ${level}: ${conditionText(now, after.period, after.unit)}`)];
    }
    // A composite expression in its place is told by its own sentence.
    if (old && after.composite === undefined)
      return [
        risk(`{it} no longer fires as ${level} (was ${conditionText(old, before.period, before.unit)})`),
      ];
    return [];
  });
}

function sayLevel(level: string, old: Condition, now: Condition, before: Rule, after: Rule): Sentence[] {
  const metric = before.namespace === after.namespace && before.metricName === after.metricName;
  // Another metric has a sentence of its own, and often another unit.
  if (!metric && isDeepStrictEqual(old, now) && before.period === after.period) return [];
  const statistic = old.statistic !== now.statistic;
  const from = conditionText(old, before.period, before.unit, statistic);
  const to = conditionText(now, after.period, after.unit, statistic);
  if (from === to) {
    return before.period === after.period
      ? []
      : [note(`{it} ${level} needs ${valuesText(now, after)} instead of ${valuesText(old, before)}`)];
  }
  const way = metric
    ? tendency({ ...old, period: before.period }, { ...now, period: after.period })
    : undefined;
  const limits = [measureText(old, before.unit, statistic), measureText(now, after.unit, statistic)];
  const text = `from ${from} to ${to}`;
  if (way === "later") return [note(`{it} ${level} fires later: ${text}`)];
  if (way === "sooner") return [note(`{it} ${level} fires sooner: ${text}`)];
  if (way === "same" && limits[0] === limits[1]) return [note(`{it} ${level}: ${text}`)];
  return [note(`{it} ${level} fires differently: ${text}`)];
}

/** `5 values of 1 min`. */
function valuesText({ times }: Condition, { period }: Rule): string {
  return `${count(times, "value")} of ${spanText(period)}`;
}

/** What changes about a composite expression. */
export function sayComposite(before: Rule, after: Rule): Sentence[] {
  const [old, now] = [before.composite, after.composite];
  if (old && now) {
    if (old.level !== now.level)
      return [note(`{it} fires as ${now.level} instead of ${old.level}, by ${code(now.text)}`)];
    return old.text === now.text
      ? []
      : [note(`{it} ${now.level} fires differently: from ${code(old.text)} to ${code(now.text)}`)];
  }
  if (now) {
    const levels = Object.keys(before.levels).join(", ");
    return [
      note(
        `{it} now fires as ${now.level} by an expression, ${code(now.text)}, in place of its levels (${levels})`,
      ),
    ];
  }
  return old ? [note(`{it} fires by its levels in place of the expression ${code(old.text)}`)] : [];
}
