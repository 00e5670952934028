import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldUntil, nextStretch, type Times } from "../../../receiver/quiet/calendar.ts";
import { readSchedule } from "../../../receiver/quiet/schedule.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const at = (text: string) => Date.parse(text);
const text = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
const next = (times: Times, from: string) => {
  const { from: begin, to } = nextStretch(times, at(from)) ?? {};
  return [text(begin), text(to)];
};

describe("a window in words", () => {
  test("goes by the clock of its zone", () => {
    const sunday = { schedule: "every Sunday 02:00–04:00", timeZone: "Asia/Shanghai" };
    expect(next(sunday, "2026-11-28T00:00Z")).toEqual([
      "2026-11-28T18:00:00.000Z",
      "2026-11-28T20:00:00.000Z",
    ]);
    expect(heldUntil(sunday, at("2026-11-28T17:59:59.999Z"))).toBeUndefined();
    expect(text(heldUntil(sunday, at("2026-11-28T18:00Z")))).toBe("2026-11-28T20:00:00.000Z");
    expect(text(heldUntil(sunday, at("2026-11-28T19:59:59.999Z")))).toBe("2026-11-28T20:00:00.000Z");
    expect(heldUntil(sunday, at("2026-11-28T20:00Z"))).toBeUndefined();
    // A clock that is set back is asked anew.
    expect(text(heldUntil(sunday, at("2026-11-28T18:30Z")))).toBe("2026-11-28T20:00:00.000Z");
  });

  test.each<[string, Times, string, string[]]>([
    [
      "is shorter where clocks skip its beginning",
      { schedule: "every Sunday 02:00–04:00", timeZone: "Europe/Berlin" },
      "2026-03-28T12:00Z",
      ["2026-03-29T01:00:00.000Z", "2026-03-29T02:00:00.000Z"],
    ],
    [
      "is longer where clocks show an hour twice",
      { schedule: "every Sunday 02:00–04:00", timeZone: "Europe/Berlin" },
      "2026-10-24T12:00Z",
      ["2026-10-25T00:00:00.000Z", "2026-10-25T03:00:00.000Z"],
    ],
    [
      "does not come where clocks skip all of it",
      { schedule: "every day 02:00–02:30", timeZone: "Europe/Berlin" },
      "2026-03-28T23:00Z",
      ["2026-03-30T00:00:00.000Z", "2026-03-30T00:30:00.000Z"],
    ],
    [
      "goes over midnight, which clocks may skip",
      { schedule: "every Saturday 23:00–00:30", timeZone: "America/Sao_Paulo" },
      "2018-11-03T12:00Z",
      ["2018-11-04T02:00:00.000Z", "2018-11-04T03:00:00.000Z"],
    ],
    [
      "goes over a day that a zone has skipped",
      { schedule: "every day 22:00–06:00", timeZone: "Pacific/Apia" },
      "2011-12-30T07:00Z",
      ["2011-12-30T08:00:00.000Z", "2011-12-30T16:00:00.000Z"],
    ],
    [
      "knows zones that began to change their clocks anew",
      { schedule: "every Friday 00:00–01:00", timeZone: "Africa/Cairo" },
      "2023-04-27T12:00Z",
      [],
    ],
    [
      "lasts to midnight",
      { schedule: "every weekday 22:00 to 24:00", timeZone: "UTC" },
      "2026-11-28T12:00Z",
      ["2026-11-30T22:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ],
    [
      "is a whole day, which may have an hour more",
      { schedule: "every Sunday 00:00–24:00", timeZone: "Europe/Berlin" },
      "2026-10-24T12:00Z",
      ["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    ],
    [
      "comes on several days",
      { schedule: "Every Tuesday and Friday 01:00-02:00" },
      "2026-11-25T00:00Z",
      ["2026-11-27T01:00:00.000Z", "2026-11-27T02:00:00.000Z"],
    ],
  ])("%s", (_, times, from, expected) => {
    const found = next(times, from);
    if (expected.length > 0) expect(found).toEqual(expected);
    // Cairo's clocks go from 00:00 to 01:00 on that Friday: the window has no time there.
    else expect(found[0]).toBe("2023-05-04T21:00:00.000Z");
  });
});

describe("a window by cron", () => {
  test("comes on 29 February alone, where it is to", () => {
    const leap = { schedule: "0 2 29 2 *", duration: 7200, timeZone: "Asia/Shanghai" };
    expect(next(leap, "2026-01-01T00:00Z")).toEqual(["2028-02-28T18:00:00.000Z", "2028-02-28T20:00:00.000Z"]);
    expect(next({ ...leap, schedule: "0 2 30 2 *" }, "2026-01-01T00:00Z")).toEqual([undefined, undefined]);
  });

  test("lasts as long as it says, whatever clocks do, and past its next beginning", () => {
    const hours = { schedule: "0 1 * * *", duration: 3 * 3600, timeZone: "Europe/Berlin" };
    expect(next(hours, "2026-10-24T12:00Z")).toEqual([
      "2026-10-24T23:00:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
    const often = { schedule: "*/30 * * * *", duration: 3600 };
    expect(text(heldUntil(often, at("2026-11-20T10:29Z")))).toBe("2026-11-20T11:00:00.000Z");
    expect(text(heldUntil({ ...often }, at("2026-11-20T10:30Z")))).toBe("2026-11-20T11:30:00.000Z");
  });

  test("holds within its first and last day alone", () => {
    const bounded = {
      schedule: "0 1 * * *",
      duration: 7200,
      from: at("2026-11-20T02:00Z"),
      until: at("2026-11-21T01:30Z"),
    };
    expect(heldUntil(bounded, at("2026-11-20T01:59Z"))).toBeUndefined();
    expect(text(heldUntil(bounded, at("2026-11-20T02:00Z")))).toBe("2026-11-20T03:00:00.000Z");
    expect(text(heldUntil(bounded, at("2026-11-21T01:29Z")))).toBe("2026-11-21T01:30:00.000Z");
    expect(next(bounded, "2026-11-20T03:00Z")).toEqual([
      "2026-11-21T01:00:00.000Z",
      "2026-11-21T01:30:00.000Z",
    ]);
    expect(next(bounded, "2026-11-21T01:30Z")).toEqual([undefined, undefined]);
  });
});

test("a window without a schedule comes once", () => {
  const once = { from: at("2026-11-20T02:00Z"), until: at("2026-11-20T04:00Z") };
  expect([text(heldUntil(once, once.from)), heldUntil(once, once.until)]).toEqual([
    "2026-11-20T04:00:00.000Z",
    undefined,
  ]);
  expect(heldUntil(once, once.from - 1)).toBeUndefined();
  expect(nextStretch(once, 0)).toEqual({ from: once.from, to: once.until });
  expect(nextStretch(once, once.until)).toBeUndefined();
  expect(heldUntil({ from: once.from }, once.until)).toBeUndefined();
});

test.each([
  "every Sonntag 02:00–04:00",
  "every Sunday 02:00–02:00",
  "every Sunday 24:00–02:00",
  "every Sunday 02:60–04:00",
  "every Sunday 2:00–4:00",
  "Sunday 02:00–04:00",
  "0 2 * *",
])("%s is no schedule", (words) => {
  expect(readSchedule(words)).toBeUndefined();
});

/** What a clock on the wall shows each minute: the date as a day's number, and the minute of the day. */
function wall(
  first: number,
  last: number,
  timeZone: string,
): { time: number; day: number; minute: number }[] {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return Array.from({ length: (last - first) / MINUTE }, (_, index) => {
    const time = first + index * MINUTE;
    const [date = "", clock = ""] = format.format(time).split(" ");
    const [hour = 0, minute = 0] = clock.split(":").map(Number);
    return { time, day: Date.parse(`${date}T00:00Z`) / DAY, minute: hour * 60 + minute };
  });
}

/** Every stretch of a window, by looking at the clock once a minute. What clocks skip is at the moment of the skip. */
function plainly(clocks: ReturnType<typeof wall>, { days, begins, ends }: Plain) {
  const dates = [...new Set(clocks.map(({ day }) => day))].slice(1, -1);
  const reach = (day: number, minute: number) =>
    clocks.find((each) => each.day > day || (each.day === day && each.minute >= minute))?.time ?? 0;
  return dates
    .filter((day) => days.length === 0 || days.includes((day + 4) % 7))
    .map((day) => {
      const from = reach(day, begins);
      const endsOn = ends > begins ? day : (dates.find((each) => each > day) ?? day + 1);
      return { from, to: reach(endsOn, ends) };
    });
}

interface Plain {
  days: number[];
  begins: number;
  ends: number;
}

const NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((each) => String(each).padStart(2, "0")).join(":");

/** Days around which clocks change, or the calendar does. */
const CORNERS: [string, string][] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-17"],
  ["Africa/Cairo", "2023-04-28"],
  ["Asia/Pyongyang", "2018-05-05"],
  ["Asia/Shanghai", "2028-02-29"],
  ["Asia/Kathmandu", "2026-12-31"],
];

const CLOCKS = CORNERS.map(([timeZone, day]) => {
  const middle = at(`${day}T00:00Z`);
  return { timeZone, middle, clocks: wall(middle - 4 * DAY, middle + 5 * DAY, timeZone) };
});

test("whatever is declared, it holds when a clock on the wall says so", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CLOCKS),
      fc.subarray([0, 1, 2, 3, 4, 5, 6]),
      fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 95 })).filter(([a, b]) => a !== b),
      fc.array(fc.integer({ min: -2 * 1440 * 60, max: 2 * 1440 * 60 - 1 }), { minLength: 20, maxLength: 20 }),
      ({ timeZone, middle, clocks }, days, [a, b], seconds) => {
        const plain = { days, begins: a * 15, ends: b * 15 };
        const stretches = plainly(clocks, plain);
        const list = days.length === 0 ? "day" : days.map((each) => NAMES[each]).join(", ");
        const times = { schedule: `every ${list} ${clock(plain.begins)}–${clock(plain.ends)}`, timeZone };
        for (const second of seconds) {
          const now = middle + second * 1000;
          const inside = stretches.findLast(({ from, to }) => from <= now && now < to);
          expect([times, text(now), text(heldUntil(times, now))]).toEqual([
            times,
            text(now),
            text(inside?.to),
          ]);
        }
      },
    ),
    { numRuns: 150, seed: 16 },
  );
});
