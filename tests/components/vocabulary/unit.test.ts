import { expect, test } from "vitest";
import { ENTRIES } from "../../../components/metrics/find.ts";
import { rangeOf, unitText } from "../../../components/vocabulary/unit.ts";

test.each([
  ["%", { least: 0, most: 100 }],
  ["count/min", { least: 0, most: Number.POSITIVE_INFINITY }],
  ["MB", { least: 0, most: Number.POSITIVE_INFINITY }],
  ["°C", undefined],
  ["-", undefined],
  [undefined, undefined],
])("values in %s lie in %o", (unit, range) => {
  expect(rangeOf(unit)).toEqual(range);
});

test("units that can be below zero are few", () => {
  const units = new Set(
    ENTRIES.map(({ metric }) => metric.unit).filter((unit) => rangeOf(unit) === undefined),
  );
  expect([...units].filter((unit) => unit !== undefined).sort()).toEqual(["code", "°C"]);
});

test("people say a count, a code and what has no unit as a number", () => {
  expect(["count", "code", "-", undefined].map(unitText)).toEqual(Array(4).fill(undefined));
  expect(["%", "count/s", "byte"].map(unitText)).toEqual(["%", "count/s", "byte"]);
});
