import { describe, expect, test } from "vitest";
import { deathOf } from "../../../receiver/delivery/choice.ts";
import { newLine, refuse } from "../../../receiver/delivery/line.ts";
import { waitAfter } from "../../../receiver/delivery/schedule.ts";
import { waitFor } from "../../../receiver/destinations/verdict.ts";
import { waiting } from "./samples.ts";

const SECOND = 1000;
const HOUR = 3_600_000;

/** Waits in seconds, the longest that chance allows. */
const waits = (failingFor: number, options = {}) =>
  [1, 2, 3, 4, 50].map((failures) => waitAfter(failures, failingFor, 1, options) / SECOND);

describe("the wait after a failed try", () => {
  test("grows to almost half a minute and stays there for an hour, then is almost two minutes", () => {
    expect(waits(0)).toEqual([5, 15, 28, 28, 28]);
    expect(waits(HOUR - 1)).toEqual([5, 15, 28, 28, 28]);
    expect(waits(HOUR)).toEqual([115, 115, 115, 115, 115]);
    expect(waits(70 * HOUR)).toEqual([115, 115, 115, 115, 115]);
  });

  test("is longer where it may be permanent", () => {
    expect(waits(0, { slow: true })).toEqual([30, 60, 120, 300, 300]);
    expect(waits(2 * HOUR, { slow: true })).toEqual([600, 600, 600, 600, 600]);
  });

  test("is at least half of that, by chance", () => {
    expect(waitAfter(3, 0, 0)).toBe(14 * SECOND);
  });
});

describe("the end of trying is a matter of time", () => {
  const line = newLine({ perMinute: 60, burst: 1 }, 0);

  test.each([
    ["a page", waiting({}), line, 75],
    ["an update", waiting({ kind: "updated" }), line, 75],
    ["a page whose access is refused", waiting({}), refuse(line, 0, "HTTP 401", false), 72],
    ["a recovery", waiting({ kind: "resolved" }), line, 30 * 24],
    ["a recovery whose access is refused", waiting({ kind: "resolved" }), refuse(line, 0, "", true), 30 * 24],
    ["a reminder", waiting({ kind: "refreshed" }), line, Number.POSITIVE_INFINITY],
  ])("%s", (_, message, at, hours) => {
    expect(deathOf({ ...message, since: 0, tries: 10_000 }, at) / HOUR).toBe(hours);
  });
});

test.each([
  ["120", 120_000],
  ["0", undefined],
  ["-5", undefined],
  ["soon", undefined],
  ["99999999", 3_600_000],
  ["Fri, 20 Nov 2026 08:01:00 GMT", 60_000],
  ["Fri, 20 Nov 2026 07:00:00 GMT", undefined],
])("Retry-After: %s", (value, wait) => {
  const now = Date.parse("2026-11-20T08:00:00Z");
  expect(waitFor(value, now)).toBe(wait);
});
