import type { Alert } from "../alert.ts";
import { type Both, type Language, say } from "./language.ts";

/** Most characters of a word that are repeated: it is a stranger's. */
const LONGEST_WORD = 40;

const NO_LEVEL: Both = ["The callback gives no level: taken as critical", "回调未给出级别，按严重处理"];
const LEVEL: Both = ["Unknown level {word}: taken as critical", "无法识别的级别 {word}，按严重处理"];
const TIME: Both = ["Unreadable time {word}: time of arrival", "无法识别的时间 {word}，以到达时间为准"];

/** What of an alert could not be understood, and what it was taken for: a line for each. Empty where all is clear. */
export function unclearLines({ unclear = {} }: Alert, language: Language): string[] {
  const { level, time } = unclear;
  // As nearly always, and before the ledger, where it has to cost nothing.
  if (level === undefined && time === undefined) return [];
  const line = (both: Both, word: string) =>
    say(both, language).replace("{word}", () => `"${word.replace(/\s+/g, " ").slice(0, LONGEST_WORD)}"`);
  return [
    ...(level === undefined ? [] : [line(level === "" ? NO_LEVEL : LEVEL, level)]),
    ...(time === undefined ? [] : [line(TIME, time)]),
  ];
}
