import { describe, expect, test } from "vitest";
import { firesAt, readCron } from "../../../components/vocabulary/cron.ts";

/** The first times after a time at which a trigger fires. */
function fires(text: string, from: string, count: number): string[] {
  const cron = readCron(text);
  if (!cron) throw new Error(`${text} was not read`);
  const times: string[] = [];
  for (let at = Date.parse(from) + 60_000; times.length < count; at += 60_000)
    if (firesAt(cron, at)) times.push(new Date(at).toISOString().slice(0, 16));
  return times;
}

test.each([
  ["*/5 * * * *", "2026-11-20T08:01:00Z", ["2026-11-20T08:05", "2026-11-20T08:10"]],
  ["58/1 23 * * *", "2026-11-20T08:00:00Z", ["2026-11-20T23:58", "2026-11-20T23:59", "2026-11-21T23:58"]],
  ["0 2,14 * * *", "2026-11-20T08:00:00Z", ["2026-11-20T14:00", "2026-11-21T02:00"]],
  ["30 9-10 * * *", "2026-11-20T08:00:00Z", ["2026-11-20T09:30", "2026-11-20T10:30"]],
  // 2026-11-22 is a Sunday, which is 1.
  ["0 2 * * 1", "2026-11-20T08:00:00Z", ["2026-11-22T02:00", "2026-11-29T02:00"]],
  ["0 2 * * MON-wed", "2026-11-20T08:00:00Z", ["2026-11-23T02:00", "2026-11-24T02:00", "2026-11-25T02:00"]],
  ["0 2 29 FEB *", "2026-11-20T08:00:00Z", ["2028-02-29T02:00"]],
  ["0 2 1 * SUN", "2026-11-20T08:00:00Z", ["2026-11-22T02:00", "2026-11-29T02:00", "2026-12-01T02:00"]],
])("%s after %s", (text, from, times) => {
  expect(fires(text, from, times.length)).toEqual(times);
});

describe("is no cron expression, or none that is read here", () => {
  test.each([
    "",
    "* * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 0",
    "* * * * 8",
    "5-1 * * * *",
    "*/0 * * * *",
    "*-5 * * * *",
    "1.5 * * * *",
    "* * L * *",
    "* * * * MON#2",
    "* * * * MONDAY",
  ])("%s", (text) => {
    expect(readCron(text)).toBeUndefined();
  });
});
