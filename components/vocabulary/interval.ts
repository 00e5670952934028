/** Times of the week in which a rule sends notifications, or doesn't. Ends are included, to the minute. */
export interface Interval {
  /** Minutes of the day; one that begins after it ends goes over midnight. */
  from: number;
  to: number;
  /** Minutes east of UTC; undefined where none is written. */
  offset: number | undefined;
  /** Days of the week, Monday being 1; undefined for all. */
  days: number[] | undefined;
}

/** The whole day: what rules have where nothing else is said. */
export const ALWAYS = "00:00-23:59";

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Where no offset is written, times are taken for China's. The vendor doesn't say. Minutes east of UTC. */
export const DEFAULT_OFFSET = 8 * HOUR;

/**
 * `09:00-18:00 +0800 dayofweek 1,2,3,4,5`; offset and days may be left out.
 * Source: the example of `cloudmonitor.ServiceMetricAlarmRule` in the provider's documentation.
 */
const INTERVAL =
  /^(?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)(?: (?<offset>[+-]\d{4}))?(?: dayofweek (?<days>[1-7](?:,[1-7])*))?$/;

/** Undefined for what is no interval. */
export function parseInterval(text: string): Interval | undefined {
  const { from, to, offset, days } = INTERVAL.exec(text)?.groups ?? {};
  const [start, end] = [minutesOfClock(from ?? ""), minutesOfClock(to ?? "")];
  const distance = offset === undefined ? undefined : minutesOfOffset(offset);
  if (start === undefined || end === undefined || (offset !== undefined && distance === undefined))
    return undefined;
  return { from: start, to: end, offset: distance, days: days?.split(",").map(Number) };
}

/** The text that is read as this interval. */
export function intervalText({ from, to, offset, days }: Interval): string {
  const east = offset === undefined ? "" : ` ${offsetText(offset).replace(":", "")}`;
  return `${clockText(from)}-${clockText(to)}${east}${days ? ` dayofweek ${days.join(",")}` : ""}`;
}

/** What is wrong with a text that should be an interval, or undefined. */
export function checkInterval(text: string): string | undefined {
  return parseInterval(text)
    ? undefined
    : `must be "HH:mm-HH:mm", optionally with an offset and days as in "09:00-18:00 +0800 dayofweek 1,2,3,4,5", not "${text}"`;
}

/** Whether a time, in milliseconds since 1970, lies in an interval. Throws for what is none. */
export function inInterval(text: string, at: number): boolean {
  const interval = parseInterval(text);
  if (!interval) throw new Error(`"${text}" is not an interval`);
  // 1970 began on a Thursday.
  return covers(interval, Math.floor(at / 60_000) + 3 * DAY);
}

/** The minutes of a week that an interval covers, from Monday 00:00 UTC. Empty for what is no interval. */
export function minutesOf(text: string): Set<number> {
  const interval = parseInterval(text);
  const week = Array.from({ length: WEEK }, (_, minute) => minute);
  return new Set(interval ? week.filter((minute) => covers(interval, minute)) : []);
}

/** Whether an interval is no limit. */
export function wholeDay(text: string): boolean {
  return minutesOf(text).size === WEEK;
}

/** `minute` counts from a Monday 00:00 UTC. */
function covers({ from, to, offset = DEFAULT_OFFSET, days }: Interval, minute: number) {
  const local = modulo(minute + offset, WEEK);
  const ofDay = local % DAY;
  if (days && !days.includes(Math.floor(local / DAY) + 1)) return false;
  return from <= to ? ofDay >= from && ofDay <= to : ofDay >= from || ofDay <= to;
}

/** Minutes of `HH:mm`; undefined if there is no such time of day. */
export function minutesOfClock(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * HOUR + Number(minutes);
}

/** `HH:mm` of minutes since some midnight. */
export function clockText(minutes: number): string {
  const ofDay = modulo(minutes, DAY);
  return [Math.floor(ofDay / HOUR), ofDay % HOUR].map((each) => String(each).padStart(2, "0")).join(":");
}

/** Minutes east of UTC of `+08:00` or `+0800`; undefined for anything else. */
export function minutesOfOffset(text: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  const distance = minutesOfClock(`${hours}:${minutes}`);
  return distance !== undefined && sign === "-" ? -distance : distance;
}

/** `+08:00`. */
export function offsetText(minutes: number): string {
  return `${minutes < 0 ? "-" : "+"}${clockText(Math.abs(minutes))}`;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
