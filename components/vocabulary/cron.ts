/** A cron expression of Cloudflare, read: what each field allows. */
export interface Cron {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  /** Days of the month; undefined: any. */
  days: ReadonlySet<number> | undefined;
  months: ReadonlySet<number>;
  /** Days of the week, from 0 for Sunday; undefined: any. */
  weekdays: ReadonlySet<number> | undefined;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

/** The five fields, each with its numbers and the names that stand for the first ones. */
const FIELDS = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: MONTHS },
  { least: 1, most: 7, names: WEEKDAYS },
] as const;

type Field = (typeof FIELDS)[number];

/**
 * Reads a cron expression as Cloudflare's triggers understand it, which go by UTC and count the days of the week
 * from 1 for Sunday. Undefined where it is none, or has one of the letters L and W or a #, which are not read here.
 * Source: https://developers.cloudflare.com/workers/configuration/cron-triggers/
 */
export function readCron(text: string): Cron | undefined {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) return undefined;
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, index) =>
    readField(parts[index] ?? "", field),
  );
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return {
    minutes,
    hours,
    months,
    days: parts[2] === "*" ? undefined : days,
    weekdays: parts[4] === "*" ? undefined : new Set([...weekdays].map((day) => day - 1)),
  };
}

function readField(text: string, field: Field): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, from, to, step = "1"] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const first = from === "*" ? field.least : numberOf(from, field);
    const open = from === "*" || (to === undefined && part.includes("/"));
    const last = open ? field.most : numberOf(to ?? from, field);
    if (first === undefined || last === undefined || first > last || (from === "*" && to) || step === "0")
      return undefined;
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}

function numberOf(text: string | undefined, { least, most, names }: Field): number | undefined {
  if (text === undefined) return undefined;
  const named = (names as readonly string[]).indexOf(text.toUpperCase());
  const number = named === -1 ? (/^\d+$/.test(text) ? Number(text) : Number.NaN) : named + least;
  return number >= least && number <= most ? number : undefined;
}

/** Whether a trigger fires in the minute that begins at `time`. Of days of the month and of the week either will do. */
export function firesAt({ minutes, hours, days, months, weekdays }: Cron, time: number): boolean {
  const at = new Date(time);
  const isDay =
    days && weekdays
      ? days.has(at.getUTCDate()) || weekdays.has(at.getUTCDay())
      : (days?.has(at.getUTCDate()) ?? true) && (weekdays?.has(at.getUTCDay()) ?? true);
  return (
    isDay &&
    minutes.has(at.getUTCMinutes()) &&
    hours.has(at.getUTCHours()) &&
    months.has(at.getUTCMonth() + 1)
  );
}
