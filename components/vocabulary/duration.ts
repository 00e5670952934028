const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const SHORT: Record<string, string> = { s: "second", m: "minute", h: "hour", d: "day" };

/**
 * Seconds of a duration in words: `"90 seconds"`, `"5 minutes"`, `"1 hour"`, `"1 day"`, or short:
 * `"90s"`, `"5m"`, `"1h"`, `"1d"`. Undefined if it is anything else.
 */
export function parseDuration(text: string): number | undefined {
  const [, count, word] = /^\s*(\d{1,6})\s*([a-z]+)\s*$/i.exec(text) ?? [];
  if (count === undefined || word === undefined) return undefined;
  const unit = SHORT[word] ?? word.toLowerCase().replace(/s$/, "");
  const seconds = Object.hasOwn(SECONDS, unit) ? SECONDS[unit] : undefined;
  return seconds === undefined ? undefined : Number(count) * seconds;
}

/** `300` as `5 minutes`, in the largest unit that divides it. */
export function durationText(seconds: number): string {
  const [unit, size] = Object.entries(SECONDS)
    .reverse()
    .find(([, each]) => seconds % each === 0) ?? ["second", 1];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const DURATION_FORMAT = 'a duration such as "90 seconds", "5 minutes" or "1 hour"';
