/** Units of time, largest first: seconds, in words, and in short as people write it beside a number. */
const UNITS = [
  { seconds: 86_400, word: "day", short: "day" },
  { seconds: 3600, word: "hour", short: "h" },
  { seconds: 60, word: "minute", short: "min" },
  { seconds: 1, word: "second", short: "s" },
] as const;

type Unit = (typeof UNITS)[number];

export const DURATION_FORMAT = 'a duration such as "90 seconds", "5 minutes" or "1 hour"';

/**
 * Seconds of a duration in words: `"90 seconds"`, `"5 minutes"`, `"1 hour"`, `"1 day"`, or short:
 * `"90s"`, `"5m"`, `"1h"`, `"1d"`. Undefined if it is anything else.
 */
export function parseDuration(text: string): number | undefined {
  const [, count, word = ""] = /^\s*(\d{1,6})\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const name = word.toLowerCase().replace(/s$/, "");
  const unit = UNITS.find((each) => name === each.word || word === each.word[0]);
  return count === undefined || unit === undefined ? undefined : Number(count) * unit.seconds;
}

/** `300` as `5 minutes`, in the largest unit that divides it. */
export function durationText(seconds: number): string {
  return said(seconds, (count, { word }) => `${word}${count === 1 ? "" : "s"}`);
}

/** The same in short: `3 min`, `90 s`, `1 h`, `2 days`. */
export function spanText(seconds: number): string {
  return said(seconds, (count, { word, short }) => (short === word && count !== 1 ? `${word}s` : short));
}

function said(seconds: number, name: (count: number, unit: Unit) => string): string {
  if (!Number.isFinite(seconds)) return "an unknown time";
  const unit = UNITS.find((each) => seconds >= each.seconds && seconds % each.seconds === 0) ?? UNITS[3];
  const count = seconds / unit.seconds;
  return `${count} ${name(count, unit)}`;
}
