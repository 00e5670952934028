import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, parseDuration, spanText } from "../../../components/vocabulary/duration.ts";

test.each([
  [1, "1 second", "1 s"],
  [90, "90 seconds", "90 s"],
  [60, "1 minute", "1 min"],
  [300, "5 minutes", "5 min"],
  [3600, "1 hour", "1 h"],
  [7200, "2 hours", "2 h"],
  [86_400, "1 day", "1 day"],
  [172_800, "2 days", "2 days"],
  [90_000, "25 hours", "25 h"],
  [0, "0 seconds", "0 s"],
])("%s seconds are %s, in short %s", (seconds, text, short) => {
  expect(durationText(seconds)).toBe(text);
  expect(spanText(seconds)).toBe(short);
});

test("what is said is read as the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (seconds) => {
      expect(parseDuration(durationText(seconds))).toBe(seconds);
    }),
  );
});

test.each([
  ["90s", 90],
  ["5m", 300],
  ["2h", 7200],
  ["1d", 86_400],
  [" 5 Minutes ", 300],
  ["1 MINUTE", 60],
  ["2 minute", 120],
])("%s is %s seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  "",
  "5",
  "minutes",
  "5 M",
  "5 min",
  "5 minutess",
  "1.5 hours",
  "-5 minutes",
  "5 minutes 3",
  "1234567 s",
])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test("a time that isn't known yet is said to be so", () => {
  expect([durationText(Number.NaN), spanText(Number.NaN)]).toEqual(["an unknown time", "an unknown time"]);
});
