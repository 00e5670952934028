import fc from "fast-check";
import { expect, test } from "vitest";
import { Statistic } from "../../../components/enums.ts";
import {
  aggregate,
  isStatistic,
  isUsual,
  rise,
  STATISTICS,
  statisticOf,
  variableOf,
} from "../../../components/vocabulary/statistic.ts";

const EXAMPLES: Record<Statistic, number> = {
  Average: 3,
  Minimum: 1,
  Maximum: 6,
  Sum: 9,
  Value: 2,
  ErrorCodeMaximum: 6,
};

test.each(Object.entries(EXAMPLES))("%s of 1, 6 and 2 is %s", (statistic, value) => {
  expect(aggregate([1, 6, 2], statistic)).toBe(value);
  expect(aggregate([7], statistic)).toBe(7);
  expect(statisticOf(variableOf(statistic))).toBe(statistic);
  expect(statisticOf(statistic)).toBe(statistic);
});

test("there are no others", () => {
  expect(Object.keys(EXAMPLES)).toEqual(STATISTICS);
  for (const text of ["average", "", "$Average", "toString", "P99"]) {
    expect(isStatistic(text)).toBe(false);
    expect(isUsual(text)).toBe(false);
    // Of a metric that has it, the values are what it came to.
    expect(aggregate([1, 6, 2], text)).toBe(2);
  }
});

test("those that people leave out are the average and the value itself", () => {
  expect(STATISTICS.filter(isUsual)).toEqual([Statistic.Average, Statistic.Value]);
});

test("where one statistic rises above another, it does over any values", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 10 });
  const statistic = fc.constantFrom(...STATISTICS);
  fc.assert(
    fc.property(statistic, statistic, values, (before, after, list) => {
      const risen = rise(before, after);
      if (risen === undefined) return;
      const change = aggregate(list, after) - aggregate(list, before);
      expect(risen === 0 ? change === 0 : change * risen >= 0).toBe(true);
    }),
  );
  expect(rise("Minimum", "Maximum")).toBeGreaterThan(0);
  expect(rise("Maximum", "Average")).toBeLessThan(0);
  expect(rise("Sum", "Average")).toBeUndefined();
  expect(rise("Sum", "Sum")).toBe(0);
});
