import { describe, expect, test } from "vitest";
import { waitFor } from "../../receiver/destinations/verdict.ts";
import { answered, failed, newLane, readyAt, room, spend } from "../../receiver/ledger/lane.ts";
import { MOST_TRIES, nextTry, WAITS } from "../../receiver/ledger/schedule.ts";

describe("when to try again", () => {
  test("thirteen tries over about a day", () => {
    expect(MOST_TRIES).toBe(13);
    const total = WAITS.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect(total).toBeGreaterThan(23);
    expect(total).toBeLessThan(25);
    expect(nextTry(MOST_TRIES, 0, 1)).toBeUndefined();
    expect(nextTry(5, 0, 1, { mostTries: 5 })).toBeUndefined();
  });

  test("what the vendor asks for is a minimum", () => {
    expect(nextTry(1, 0, 1, { least: 60_000 })).toBe(60_000);
    expect(nextTry(8, 0, 1, { least: 60_000 })).toBe(3_600_000);
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
});

describe("a lane", () => {
  const pace = { perMinute: 60, burst: 2 };

  test("lets a burst through, then one a second", () => {
    let lane = newLane(pace, 0);
    expect(room(lane, pace, 0)).toBe(2);
    lane = spend(spend(lane, pace, 0), pace, 0);
    expect(room(lane, pace, 0)).toBe(0);
    expect(readyAt(lane, pace, 0)).toBe(1000);
    expect(room(lane, pace, 999)).toBe(0);
    expect(room(lane, pace, 1000)).toBe(1);
    expect(room(lane, pace, 60_000)).toBe(2);
  });

  test("probes with one message at a time after five failures, less and less often", () => {
    let lane = newLane(pace, 0);
    for (let count = 0; count < 4; count++) lane = failed(lane, 0, undefined);
    expect(room(lane, pace, 0)).toBe(2);
    const pauses: number[] = [];
    for (let count = 0; count < 7; count++) {
      const at = lane.pausedUntil;
      lane = failed(lane, at, undefined);
      pauses.push((lane.pausedUntil - at) / 1000);
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 300, 300]);
    expect(room(lane, pace, lane.pausedUntil)).toBe(1);
    expect(room(answered(lane), pace, lane.pausedUntil)).toBe(2);
  });

  test("a clock that steps back does no harm", () => {
    const lane = spend(newLane(pace, 1000), pace, 1000);
    expect(room(lane, pace, 0)).toBe(1);
  });
});
