/** `HH:mm-HH:mm`, with an offset and days of the week if given, as rules write it. */
const INTERVAL = /^(\d\d):(\d\d)-(\d\d):(\d\d)(?: ([+-])(\d\d)(\d\d))?(?: dayofweek ([\d,]+))?$/;

const DAY = 24 * 60;

/** Offset where none is written; the vendor does not say which it is. Minutes east of UTC. */
const DEFAULT_OFFSET = 8 * 60;

/** The minutes of a week that an interval covers, from Monday 00:00 UTC; ends included. Empty for what is no interval. */
export function minutesOf(interval: string): Set<number> {
  const found = INTERVAL.exec(interval);
  if (!found) return new Set();
  const [from, to] = [clock(found[1], found[2]), clock(found[3], found[4])];
  const offset =
    found[5] === undefined ? DEFAULT_OFFSET : clock(found[6], found[7]) * (found[5] === "-" ? -1 : 1);
  const days = found[8] === undefined ? [1, 2, 3, 4, 5, 6, 7] : found[8].split(",").map(Number);
  const minutes = new Set<number>();
  for (let minute = 0; minute < 7 * DAY; minute++) {
    const day = Math.floor(minute / DAY) + 1;
    const ofDay = minute % DAY;
    const inside = from <= to ? ofDay >= from && ofDay <= to : ofDay >= from || ofDay <= to;
    if (inside && days.includes(day)) minutes.add((minute - offset + 7 * DAY) % (7 * DAY));
  }
  return minutes;
}

/** Whether an interval is no limit. */
export function wholeDay(interval: string): boolean {
  return /^00:00-23:59( [+-]\d{4})?( dayofweek 1,2,3,4,5,6,7)?$/.test(interval);
}

function clock(hours = "0", minutes = "0"): number {
  return Number(hours) * 60 + Number(minutes);
}
