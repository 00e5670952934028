/** When a window begins and ends, each time. */
export interface Schedule {
  /** Cron pattern of five fields: when it begins. */
  begins: string;
  /** The same of when it ends, where words say a time of the day; else its duration does. */
  ends?: string;
  /** It ends a day later at the same time: `00:00–24:00`. */
  wholeDay?: boolean;
}

/** Days in words, as the fifth field of a cron pattern has them. */
const DAYS: Readonly<Record<string, string>> = {
  day: "*",
  weekday: "1-5",
  weekend: "0,6",
  ...Object.fromEntries(
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].map((day, number) => [
      day,
      String(number),
    ]),
  ),
};

const WORDS = /^every ([a-z]+(?:(?:, and | and |, )[a-z]+)*) (\d\d):(\d\d)(?: ?[–-] ?| to )(\d\d):(\d\d)$/;

export const SCHEDULE_FORMAT =
  'words such as "every Sunday 02:00–04:00", "every weekday 22:00–06:00", "every Tuesday and Friday 01:00–02:00", or a cron pattern of five fields such as "0 2 1 * *"';

/** Reads words or a cron pattern; undefined: it is neither. Whether a pattern is right says the calendar. */
export function readSchedule(text: string): Schedule | undefined {
  const words = WORDS.exec(text.trim().toLowerCase());
  if (!words) return text.trim().split(/\s+/).length === 5 ? { begins: text.trim() } : undefined;
  const [, days = "", ...clock] = words;
  const [hour = 0, minute = 0, lastHour = 0, lastMinute = 0] = clock.map(Number);
  const numbers = days.split(/, and | and |, /).map((day) => DAYS[day]);
  const [first, last] = [hour * 60 + minute, lastHour * 60 + lastMinute];
  if (numbers.includes(undefined) || minute > 59 || lastMinute > 59 || first >= 1440 || last > 1440)
    return undefined;
  if (first === last) return undefined;
  return {
    begins: `${minute} ${hour} * * ${numbers.join(",")}`,
    ends: `${lastMinute} ${lastHour % 24} * * *`,
    wholeDay: first === last % 1440,
  };
}
