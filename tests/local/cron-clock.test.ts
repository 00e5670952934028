import { describe, expect, test } from "vitest";
import { CronClock } from "../../local/runtime/cron-clock.ts";

/** The first times after a time at which a trigger fires. */
async function fires(cron: string, from: string, to: string): Promise<string[]> {
  const times: string[] = [];
  const fire = async (_: string, at: number) => times.push(new Date(at).toISOString().slice(0, 16));
  const clock = new CronClock(Date.parse(from), () => [{ crons: [cron], fire }]);
  await clock.reach(Date.parse(to));
  return times;
}

describe("a trigger fires as Cloudflare's do", () => {
  const [friday, sunday, week] = ["2026-11-20T08:01:30Z", "2026-11-22T03:00:00Z", "2026-11-27T08:00:00Z"];
  test.each([
    ["*/5 * * * *", friday, "2026-11-20T08:10:00Z", ["2026-11-20T08:05", "2026-11-20T08:10"]],
    ["58/1 23 * * *", friday, "2026-11-21T00:10:00Z", ["2026-11-20T23:58", "2026-11-20T23:59"]],
    [
      "0 2,14 * * *",
      friday,
      sunday,
      ["2026-11-20T14:00", "2026-11-21T02:00", "2026-11-21T14:00", "2026-11-22T02:00"],
    ],
    // 2026-11-22 is a Sunday, which is 1.
    ["0 2 * * 1", friday, week, ["2026-11-22T02:00"]],
    ["0 2 * * MON-wed", friday, week, ["2026-11-23T02:00", "2026-11-24T02:00", "2026-11-25T02:00"]],
    ["0 2 21 * SUN", friday, week, ["2026-11-21T02:00", "2026-11-22T02:00"]],
    ["0 2 * * 2#4", friday, week, ["2026-11-23T02:00"]],
    ["no cron", friday, week, []],
  ])("%s after %s", async (cron, from, to, times) => {
    expect(await fires(cron, from, to)).toEqual(times);
  });
});

test("each trigger fires once in its minute, whenever the clock is asked", async () => {
  const fired: string[] = [];
  const fire = async (cron: string) => fired.push(cron);
  const clock = new CronClock(Date.parse("2026-11-20T08:00:59Z"), () => [
    { crons: ["* * * * *", "* * * * *"], fire },
  ]);
  for (const second of ["08:01:00", "08:01:01", "08:01:59", "08:02:00"])
    await clock.reach(Date.parse(`2026-11-20T${second}Z`));
  expect(fired).toHaveLength(2);
});
