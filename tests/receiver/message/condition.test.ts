import { describe, expect, test } from "vitest";
import { conditionText, limitText, worseWhen } from "../../../receiver/message/condition.ts";

describe("a condition as people read it", () => {
  test.each<[condition: string, en: string, zh: string]>([
    ["$Average>=95", "Average ≥ 95 %", "平均值 ≥ 95%"],
    ["$Minimum < 5", "Minimum < 5 %", "最小值 < 5%"],
    ["$Maximum<=5", "Maximum ≤ 5 %", "最大值 ≤ 5%"],
    ["Sum == 0", "Sum = 0 %", "总和 = 0%"],
    ["$Average!=-1.25", "Average ≠ -1.25 %", "平均值 ≠ -1.25%"],
    ["$Average > 1e1", "Average > 10 %", "平均值 > 10%"],
    ["$Average > 12.5e+1", "Average > 125 %", "平均值 > 125%"],
    ["$Average > 15e-01", "Average > 1.5 %", "平均值 > 1.5%"],
    [" $Average > 95 ", "Average > 95 %", "平均值 > 95%"],
    // That a value is a value needs no word.
    ["$Value > 3", "> 3 %", "> 3%"],
    ["$ErrorCodeMaximum > 399", "> 399 %", "> 399%"],
    ["$Availability<90", "< 90 %", "< 90%"],
    [">3", "> 3 %", "> 3%"],
    // Whose name nobody knows keeps it.
    ["$p99 > 3", "p99 > 3 %", "p99 > 3%"],
    // No single comparison: signs and statistics are those for people.
    ["$Average>=95 && @b[60].$Sum!=1", "Average ≥ 95 && @b[60].Sum ≠ 1", "平均值 ≥ 95 && @b[60].总和 ≠ 1"],
    ["$Value > 3 || $p99==1", "Value > 3 || p99 = 1", "Value > 3 || p99 = 1"],
    ["$Average > 95 %", "Average > 95 %", "平均值 > 95 %"],
    ["of $Average > 95", "of Average > 95", "of 平均值 > 95"],
  ])("%s", (condition, en, zh) => {
    expect([conditionText(condition, "%", "en"), conditionText(condition, "%", "zh")]).toEqual([en, zh]);
  });
});

test.each<[condition: string | undefined, limit: string | undefined, worse: number]>([
  ["$Average>=95", "≥ 95 %", 1],
  ["$Average>95", "> 95 %", 1],
  ["$Average<=5", "≤ 5 %", -1],
  ["$Average<5", "< 5 %", -1],
  ["$Average==5", "= 5 %", 0],
  ["$Average>95 && $Maximum<99", undefined, 0],
  ["", undefined, 0],
  [undefined, undefined, 0],
])("beside a value the limit of %s, and which way is worse", (condition, limit, worse) => {
  expect([limitText(condition, "%", "en"), worseWhen(condition)]).toEqual([limit, worse]);
});
