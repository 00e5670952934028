/** Where no offset is written, intervals are taken for China's time; the vendor does not say. */
const DEFAULT_OFFSET = "+0800";

/** Whether a time lies in `HH:mm-HH:mm`, with an offset and days of the week if given; ends inclusive to the minute. */
export function inInterval(interval: string, at: number): boolean {
  const [, from, to, offset, days] =
    /^(\d\d:\d\d)-(\d\d:\d\d)(?: ([+-]\d{4}))?(?: dayofweek ([\d,]+))?$/.exec(interval) ?? [];
  if (from === undefined || to === undefined) throw new Error(`"${interval}" is not an interval`);
  const local = new Date(at + offsetMinutes(offset ?? DEFAULT_OFFSET) * 60_000);
  // Sunday is the seventh day.
  const day = local.getUTCDay() || 7;
  if (days && !days.split(",").includes(String(day))) return false;
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const [start, end] = [minutes(from), minutes(to)];
  return start <= end ? minute >= start && minute <= end : minute >= start || minute <= end;
}

function minutes(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

function offsetMinutes(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5)));
}
