import { clockText, DEFAULT_OFFSET, minutesOfClock, minutesOfOffset } from "../vocabulary/interval.ts";

/** When alerts stay quiet, in the terms of CloudMonitor's blacklists. */
export interface Window {
  /** `HH:mm-HH:mm` of each day, both minutes included, in China's time. */
  effectiveTime: string;
  /** Milliseconds since 1970. */
  start?: number;
  end?: number;
}

const WORDS =
  /^(?:(?<a>\d\d:\d\d) to (?<b>\d\d:\d\d)(?: daily)?)?(?: ?from (?<from>\d{4}-\d\d-\d\d(?: \d\d:\d\d)?))?(?: ?(?:until|to) (?<until>\d{4}-\d\d-\d\d(?: \d\d:\d\d)?))?$/;

const WINDOW_FORMAT =
  'a window such as "22:00 to 06:00 daily until 2026-12-01" or "from 2026-11-28 22:00 to 2026-11-29 06:00"';

/**
 * Reads a window in words. `offset` is the distance of its clock from UTC, as `+08:00`. Answers what is
 * wrong as text. The end of a day's interval is the minute before: CloudMonitor counts it in.
 */
export function parseWindow(words: string | undefined, offset: string): Window | string {
  const distance = minutesOfOffset(offset);
  if (distance === undefined) return `offset must be such as "+08:00", not "${offset}"`;
  const { a, b, from, until } = WORDS.exec((words ?? "").trim())?.groups ?? {};
  if (words !== undefined && !a && !from && !until) return `window must be ${WINDOW_FORMAT}, not "${words}"`;
  const [first, last] = [minutesOfClock(a ?? "00:00"), minutesOfClock(b ?? "00:00")];
  const [start, end] = [instant(from, distance), instant(until, distance)];
  if (first === undefined || last === undefined || start === null || end === null)
    return `window must hold times of the day and dates that exist, not "${words}"`;
  if (a !== undefined && first === last)
    return `window must not begin and end at the same minute, as in "${words}"`;
  if (start !== undefined && end !== undefined && start >= end)
    return `window must begin before it ends, not "${words}"`;
  const shift = a === undefined ? 0 : DEFAULT_OFFSET - distance;
  return {
    effectiveTime: `${clockText(first + shift)}-${clockText(last + shift - 1)}`,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  };
}

/** Undefined without a date, null if there is no such time. */
function instant(text: string | undefined, distance: number): number | null | undefined {
  if (text === undefined) return undefined;
  const [date = "", time = "00:00"] = text.split(" ");
  const utc = Date.parse(`${date}T${time}:00Z`);
  const exists = !Number.isNaN(utc) && new Date(utc).toISOString().startsWith(`${date}T${time}`);
  return exists ? utc - distance * 60_000 : null;
}
