import { Cron } from "croner";
import type { MaintenanceConfig } from "../config/config.ts";
import { readSchedule } from "./schedule.ts";

/** When a window holds. */
export type Times = Pick<MaintenanceConfig, "schedule" | "duration" | "timeZone" | "from" | "until">;

/** From this time to before that one, in milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Starts that are looked at for one that holds: some last no time, when a clock skips all of them. */
const MOST_STARTS = 10;

interface Calendar {
  begins: Cron;
  ends: Cron | undefined;
  wholeDay: boolean;
  /** What was found last: that it holds, or doesn't, for a stretch. Asking croner costs a third of a millisecond. */
  known?: Stretch & { holds: boolean };
}

const calendars = new WeakMap<Times, Calendar>();

/** By croner, a time that clocks skip is the moment of the skip, and one that they show twice is the first. */
function calendarOf(times: Times): Calendar | undefined {
  const known = calendars.get(times);
  if (known || times.schedule === undefined) return known;
  const schedule = readSchedule(times.schedule);
  if (!schedule) return undefined;
  const options = { timezone: times.timeZone ?? "UTC", mode: "5-part" } as const;
  const begins = new Cron(schedule.begins, options);
  const { ends, wholeDay = false } = schedule;
  const calendar = { begins, ends: ends === undefined ? undefined : new Cron(ends, options), wholeDay };
  calendars.set(times, calendar);
  return calendar;
}

/** Until when a window holds what arrives `now`; undefined: it doesn't. */
export function heldUntil(times: Times, now: number): number | undefined {
  const { from = 0, until = NEVER } = times;
  if (now < from || now >= until) return undefined;
  const calendar = calendarOf(times);
  if (!calendar) return times.schedule === undefined && until < NEVER ? until : undefined;
  let { known } = calendar;
  if (!known || now < known.from || now >= known.to) {
    const before = last(calendar, times, now);
    const holds = before !== undefined && now < before.to;
    known = holds ? { ...before, holds } : { from: now, to: next(calendar, now) ?? NEVER, holds };
    calendar.known = known;
  }
  return known.holds ? Math.min(known.to, until) : undefined;
}

/** The next time, from `now` on, that a window holds for, or the one that it is in; undefined: it never holds again. */
export function nextStretch(times: Times, now: number): Stretch | undefined {
  const { from = 0, until = NEVER } = times;
  const calendar = calendarOf(times);
  if (!calendar)
    return times.schedule === undefined && now < until && from < until ? { from, to: until } : undefined;
  const begin = Math.max(now, from);
  const before = last(calendar, times, begin);
  if (before && begin < before.to && begin < until)
    return { from: Math.max(before.from, from), to: Math.min(before.to, until) };
  for (let start = next(calendar, begin), tries = 0; start !== undefined && start < until; tries++) {
    const to = endOf(calendar, times, start);
    if (to > start) return { from: start, to: Math.min(to, until) };
    if (tries >= MOST_STARTS) return undefined;
    start = next(calendar, start);
  }
  return undefined;
}

/** The last stretch that begins at `now` or before. */
function last(calendar: Calendar, times: Times, now: number): Stretch | undefined {
  // What croner says is before a time, which it counts in whole seconds.
  const after = new Date(Math.floor(now / 1000) * 1000 + 1000);
  const [start] = calendar.begins.previousRuns(1, after);
  return start && { from: start.getTime(), to: endOf(calendar, times, start.getTime()) };
}

function next({ begins }: Calendar, now: number): number | undefined {
  return begins.nextRun(new Date(now))?.getTime();
}

/** Where clocks skip both, it ends as it begins. */
function endOf({ ends, wholeDay }: Calendar, { duration = 0 }: Times, start: number): number {
  if (!ends) return start + duration * 1000;
  return ends.nextRun(new Date(wholeDay ? start : start - 1000))?.getTime() ?? start;
}
