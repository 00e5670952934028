import { type Both, type Language, say } from "./language.ts";

/** Largest first, in milliseconds; how bodies write them, in either language. */
const UNITS: readonly { length: number; text: Both; written: RegExp }[] = [
  { length: 86_400_000, text: [" d", " 天"], written: /(\d+)\s*(?:days?|d\b|天)/i },
  { length: 3_600_000, text: [" h", " 小时"], written: /(\d+)\s*(?:hours?|hrs?|h\b|小时)/i },
  { length: 60_000, text: [" min", " 分钟"], written: /(\d+)\s*(?:minutes?|mins?|m\b|分钟|分)/i },
  { length: 1000, text: [" s", " 秒"], written: /(\d+)\s*(?:seconds?|secs?|s\b|秒)/i },
];

/** A stretch of time in its two largest units: `7 min`, `1 h 5 min`; in Chinese `1 小时 5 分钟`. */
export function spanText(milliseconds: number, language: Language): string {
  let left = Math.max(0, milliseconds);
  const parts: string[] = [];
  let first: number | undefined;
  for (const [index, { length, text }] of UNITS.entries()) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) first ??= index;
    if (count > 0 && first !== undefined && index - first < 2) parts.push(`${count}${say(text, language)}`);
  }
  return parts.join(" ") || `0${say([" s", " 秒"], language)}`;
}

/** `4 minutes` and `27天19小时47分钟` in the language of the readers; `0分钟` says nothing. What can't be read stays as it is. */
export function spanInLanguage(text: string, language: Language): string {
  let left = text;
  let total: number | undefined;
  for (const { length, written } of UNITS) {
    const [all, count] = written.exec(left) ?? [];
    if (all === undefined) continue;
    total = (total ?? 0) + Number(count) * length;
    left = left.replace(all, "");
  }
  if (total === undefined || !/^(?:[\s,，和]|and)*$/.test(left)) return text;
  return total > 0 ? spanText(total, language) : "";
}
