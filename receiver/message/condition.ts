import { lookup } from "../lookup.ts";
import { type Both, type Language, say } from "./language.ts";
import { quantity } from "./quantity.ts";

/** Comparisons as callbacks write them, and as people read them beside a number. */
export const SIGNS = { ">": ">", ">=": "≥", "<": "<", "<=": "≤", "==": "=", "!=": "≠" } as const;

/** What people call a statistic. That a value is a value needs no word. */
const STATISTICS: Readonly<Record<string, Both>> = {
  Average: ["Average", "平均值"],
  Minimum: ["Minimum", "最小值"],
  Maximum: ["Maximum", "最大值"],
  Sum: ["Sum", "总和"],
  Value: ["", ""],
  ErrorCodeMaximum: ["", ""],
  Availability: ["", ""],
};

const SIMPLE = /^\s*\$?([A-Za-z_]\w*)?\s*(>=|<=|==|!=|>|<|=)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;

interface Condition {
  statistic: string;
  sign: string;
  threshold: string;
}

function read(text: string): Condition | undefined {
  const [, statistic = "", symbol = "", threshold = ""] = SIMPLE.exec(text) ?? [];
  return symbol === "" ? undefined : { statistic, sign: lookup(SIGNS, symbol) ?? symbol, threshold };
}

/** `Average ≥ 95 %`. Of what is no single comparison the signs and the statistics are those for people. */
export function conditionText(text: string, unit: string | undefined, language: Language): string {
  const condition = read(text);
  if (condition) {
    const { statistic } = condition;
    const known = lookup(STATISTICS, statistic);
    const word = known ? say(known, language) : statistic;
    return [word, limit(condition, unit, language)].filter(Boolean).join(" ");
  }
  return text
    .replace(/\s*(>=|<=|==|!=)\s*/g, (_, symbol: keyof typeof SIGNS) => ` ${SIGNS[symbol]} `)
    .replace(/\$(\w+)/g, (_, name: string) => {
      const known = lookup(STATISTICS, name);
      return (known && say(known, language)) || name;
    });
}

/** `≥ 95 %`: what stands beside a value. Undefined for what is no single comparison. */
export function limitText(
  text: string | undefined,
  unit: string | undefined,
  language: Language,
): string | undefined {
  const condition = text === undefined ? undefined : read(text);
  return condition && limit(condition, unit, language);
}

function limit({ sign, threshold }: Condition, unit: string | undefined, language: Language): string {
  return `${sign} ${quantity(threshold, unit, language)}`;
}

/** The number that a single comparison compares with; undefined for what is none. */
export function thresholdOf(text: string | undefined): number | undefined {
  const condition = text === undefined ? undefined : read(text);
  return condition && Number(condition.threshold);
}

/** Positive where greater values are worse, negative where smaller ones are; 0 where the condition doesn't say. */
export function worseWhen(text: string | undefined): 1 | -1 | 0 {
  const sign = (text === undefined ? undefined : read(text))?.sign;
  if (sign === ">" || sign === "≥") return 1;
  return sign === "<" || sign === "≤" ? -1 : 0;
}
