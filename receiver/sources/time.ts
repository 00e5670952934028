/** `20230217T103516.475+0800`: the basic format of ISO 8601, which `Date.parse` refuses. */
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(.*?)(?:([+-]\d\d)(\d\d))?$/;

/** What begins with a year. In texts without a date `Date.parse` finds one all the same: in "-1" one of 2001. */
const DATED = /^\d{4}[-/]\d/;

/**
 * A point in time in milliseconds since 1970: seconds (up to 11 digits) or milliseconds as a number or
 * text, or ISO 8601, extended or basic, with or without a colon in its offset, which may be `PRC`. Undefined if it is
 * nothing of these, or before 1970: `0001-01-01T00:00:00Z` stands for no time.
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim();
  const time = /^\d{1,15}$/.test(text) ? Number(text) * (text.length >= 12 ? 1 : 1000) : dateOf(isoOf(text));
  return time > 0 ? time : undefined;
}

function isoOf(text: string): string {
  const basic = BASIC.exec(text);
  if (basic) {
    const [, year, month, day, hour, minute, second, rest, offset, minutes] = basic;
    const zone = offset ? `${offset}:${minutes}` : "";
    return isoOf(`${year}-${month}-${day}T${hour}:${minute}:${second}${rest}${zone}`);
  }
  return text.endsWith("PRC") ? `${text.slice(0, -"PRC".length)}+08:00` : text;
}

/** The first of some values that is a point in time. */
export function firstTime(values: readonly unknown[]): number | undefined {
  for (const value of values) {
    const time = timeOf(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

function dateOf(text: string): number {
  return DATED.test(text) ? Date.parse(text) : Number.NaN;
}
