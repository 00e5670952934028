import { expect, test } from "vitest";
import { AlertLevel, PrometheusSeverity, RuleLevel } from "../../../components/enums.ts";
import {
  compareLevels,
  isLevel,
  LEVEL_SPELLINGS,
  LEVELS,
  METRIC_LEVELS,
  metricLevelOf,
} from "../../../receiver/level.ts";
import { levelOf } from "../../../receiver/sources/levels.ts";

test("metric rules have three of the levels, in the same order", () => {
  expect(LEVELS.filter((level) => (METRIC_LEVELS as readonly string[]).includes(level))).toEqual(
    METRIC_LEVELS,
  );
});

test.each(METRIC_LEVELS)("%s is read back from each of its spellings", (level) => {
  const { field, value, number } = LEVEL_SPELLINGS[level];
  for (const spelling of [field, value, number, String(number), level])
    expect(metricLevelOf(spelling)).toBe(level);
  expect(levelOf(value)).toBe(level);
});

test("nothing else is a level of a metric rule", () => {
  for (const text of ["ERROR", "OK", "null", "", "1", "5", 1, 22, undefined])
    expect(metricLevelOf(text)).toBeUndefined();
});

test("what is declared is what the API takes", () => {
  expect(Object.values(RuleLevel)).toEqual(METRIC_LEVELS.map((level) => LEVEL_SPELLINGS[level].value));
  expect(Object.values(AlertLevel)).toEqual(LEVELS);
  expect(Object.values(PrometheusSeverity).map(levelOf)).toEqual(["critical", "error", "warn", "info"]);
});

test("levels are compared by how bad they are", () => {
  expect([...LEVELS].reverse().sort((a, b) => compareLevels(b, a))).toEqual(LEVELS);
  expect(compareLevels("critical", "error")).toBeGreaterThan(0);
  expect(compareLevels("info", "info")).toBe(0);
  expect(compareLevels("no-data", "info")).toBeLessThan(0);
});

test("a word is a level or not", () => {
  expect(LEVELS.every(isLevel)).toBe(true);
  expect(["CRITICAL", "warning", ""].some(isLevel)).toBe(false);
});
