import {
  clockText,
  DEFAULT_OFFSET,
  intervalText,
  minutesOfClock,
  minutesOfOffset,
  offsetText,
  parseInterval,
} from "../vocabulary/interval.ts";

/** When a rule notifies, as CloudMonitor 2.0 has it: days from Monday, which is 1, and times of one place. */
export interface ActiveTimes {
  activeDays: number[];
  activeStartTime: string;
  activeEndTime: string;
  utcOffset: string;
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** What an interval comes to. Undefined for what is none. */
export function activeTimes(text: string): ActiveTimes | undefined {
  const interval = parseInterval(text);
  if (!interval) return undefined;
  const { from, to, offset = DEFAULT_OFFSET, days = EVERY_DAY } = interval;
  return {
    activeDays: [...new Set(days)].sort(),
    activeStartTime: clockText(from),
    activeEndTime: clockText(to),
    utcOffset: offsetText(offset),
  };
}

/** The interval that comes to these; what is left out has its default. */
export function intervalOf({
  activeDays,
  activeStartTime,
  activeEndTime,
  utcOffset,
}: Partial<ActiveTimes>): string {
  const offset = minutesOfOffset(utcOffset ?? "");
  return intervalText({
    from: minutesOfClock(activeStartTime ?? "") ?? 0,
    to: minutesOfClock(activeEndTime ?? "") ?? 24 * 60 - 1,
    offset: offset === DEFAULT_OFFSET ? undefined : offset,
    days:
      activeDays === undefined || EVERY_DAY.every((day) => activeDays.includes(day))
        ? undefined
        : [...activeDays].sort(),
  });
}

/** What is wrong with a text that should be an interval of one day, or undefined. */
export function checkWithinADay(text: string): string | undefined {
  const interval = parseInterval(text);
  return interval && interval.from > interval.to
    ? `must not go over midnight, as "${text}" does: what CloudMonitor 2.0 makes of that is not documented`
    : undefined;
}
