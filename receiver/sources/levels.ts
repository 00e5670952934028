import { LEVELS, type Level } from "../level.ts";

/** The words for each level that the sources use, in lower case, in the order of `LEVELS`. */
const WORDS = [
  "critical emergency p1 严重 紧急",
  "error p2 错误",
  "warn warning p3 警告",
  "info informational normal p4 p5 p6 default 普通 信息",
  "nodata insufficientdata 无数据",
];

const BY_WORD = new Map(
  WORDS.flatMap((words, index) => words.split(" ").map((word) => [word, LEVELS[index] as Level] as const)),
);

/** The level that a word stands for, whatever its case: `NODATA`, `no-data`, `No Data`. `OK` and `null` are no levels. */
export function levelOf(word: unknown): Level | undefined {
  if (typeof word !== "string") return undefined;
  const plain = word.trim().toLowerCase();
  return BY_WORD.get(plain) ?? BY_WORD.get(plain.replace(/[\s\p{P}]/gu, ""));
}
