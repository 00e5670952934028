import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALWAYS,
  checkInterval,
  clockText,
  DEFAULT_OFFSET,
  type Interval,
  inInterval,
  intervalText,
  minutesOf,
  minutesOfClock,
  minutesOfOffset,
  offsetText,
  parseInterval,
  wholeDay,
} from "../../../components/vocabulary/interval.ts";

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60;
/** A Monday. */
const MONDAY = Date.parse("2026-11-02T00:00:00Z");

const minute = fc.integer({ min: 0, max: 1439 });
const interval: fc.Arbitrary<Interval> = fc.record({
  from: minute,
  to: minute,
  offset: fc.option(fc.integer({ min: -720, max: 840 }), { nil: undefined }),
  days: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), { nil: undefined }),
});

test("what is printed is read as the same", () => {
  fc.assert(
    fc.property(interval, (each) => {
      expect(parseInterval(intervalText(each))).toEqual(each);
      expect(checkInterval(intervalText(each))).toBeUndefined();
    }),
  );
  for (const text of [ALWAYS, "22:00-06:00", "09:00-18:00 +0800 dayofweek 1,2,3,4,5", "09:00-18:00 -0330"]) {
    const read = parseInterval(text);
    expect(read && intervalText(read)).toBe(text);
  }
});

test.each([
  "",
  "9:00-18:00",
  "24:00-06:00",
  "09:60-18:00",
  "09:00-18:00 ",
  "09:00-18:00 +08:00",
  "09:00-18:00 +2500",
  "09:00-18:00 dayofweek 0",
  "09:00-18:00 dayofweek 1,8",
  "09:00-18:00 dayofweek",
  "x09:00-18:00",
])("%j is no interval", (text) => {
  expect(parseInterval(text)).toBeUndefined();
  expect(minutesOf(text).size).toBe(0);
  expect(wholeDay(text)).toBe(false);
  expect(checkInterval(text)).toMatch(/^must be "HH:mm-HH:mm", .*, not "/);
  expect(() => inInterval(text, 0)).toThrow(`"${text}" is not an interval`);
});

test("a time is in an interval where its minute of the week is", () => {
  fc.assert(
    fc.property(
      interval,
      fc.integer({ min: 0, max: WEEK - 1 }),
      fc.integer({ min: -3, max: 3 }),
      (each, at, week) => {
        const text = intervalText(each);
        const time = MONDAY + (at + week * WEEK) * MINUTE;
        expect(inInterval(text, time)).toBe(minutesOf(text).has(at));
        expect(inInterval(text, time + MINUTE - 1)).toBe(minutesOf(text).has(at));
      },
    ),
    { numRuns: 30 },
  );
});

describe("times", () => {
  const at = (time: string) => Date.parse(`2026-11-${time}Z`);
  test.each<[string, [inside: string, outside: string][]]>([
    // Ends are included to the minute; without an offset the clock is China's.
    [
      "09:00-18:00",
      [
        ["02T01:00:00", "02T00:59:59"],
        ["02T10:00:59", "02T10:01:00"],
      ],
    ],
    ["09:00-18:00 +0000", [["02T09:00:00", "02T08:59:59"]]],
    [
      "09:00-18:00 -0330",
      [
        ["02T12:30:00", "02T12:29:59"],
        ["02T21:30:59", "02T21:31:00"],
      ],
    ],
    [
      "22:00-06:00 +0000",
      [
        ["02T22:00:00", "02T21:59:59"],
        ["02T06:00:59", "02T06:01:00"],
        ["02T00:00:00", "02T12:00:00"],
      ],
    ],
    // 1 is Monday, 7 Sunday, of the offset's own calendar.
    [
      "00:00-23:59 +0000 dayofweek 1",
      [
        ["02T00:00:00", "01T23:59:59"],
        ["02T23:59:59", "03T00:00:00"],
      ],
    ],
    [
      "00:00-23:59 +0800 dayofweek 7",
      [
        ["01T15:59:59", "01T16:00:00"],
        ["07T16:00:00", "07T15:59:59"],
      ],
    ],
    ["08:30-08:30 +0000", [["02T08:30:59", "02T08:31:00"]]],
  ])("%s", (text, pairs) => {
    for (const [inside, outside] of pairs) {
      expect(inInterval(text, at(inside)), inside).toBe(true);
      expect(inInterval(text, at(outside)), outside).toBe(false);
    }
  });
});

test("the minutes are those of a week in UTC, from Monday", () => {
  expect([...minutesOf("08:00-08:01 dayofweek 1")]).toEqual([0, 1]);
  expect([...minutesOf("00:00-00:00 +0800 dayofweek 1")]).toEqual([WEEK - 8 * 60]);
});

test("a whole day is one that leaves nothing out", () => {
  expect(
    [ALWAYS, "00:00-23:59 -0500", "00:00-23:59 dayofweek 1,2,3,4,5,6,7", "06:00-05:59"].every(wholeDay),
  ).toBe(true);
  expect(["00:00-23:58", "00:00-23:59 dayofweek 1,2,3,4,5,6"].some(wholeDay)).toBe(false);
});

test("clocks and offsets", () => {
  expect(offsetText(DEFAULT_OFFSET)).toBe("+08:00");
  expect([minutesOfOffset("-03:30"), minutesOfOffset("+0530"), minutesOfOffset("+00:00")]).toEqual([
    -210, 330, 0,
  ]);
  expect(["8", "08:00", "+8:00", "+24:00", "+08:60", "+08:0"].map(minutesOfOffset)).toEqual(
    Array(6).fill(undefined),
  );
  expect([minutesOfClock("00:00"), minutesOfClock("23:59"), minutesOfClock("09:05")]).toEqual([0, 1439, 545]);
  expect(["24:00", "9:00", "09:60", "", "09:00:00"].map(minutesOfClock)).toEqual(Array(5).fill(undefined));
  expect([clockText(545), clockText(-1), clockText(1440)]).toEqual(["09:05", "23:59", "00:00"]);
});
