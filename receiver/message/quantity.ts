import { lookup } from "../lookup.ts";
import { type Both, type Language, say } from "./language.ts";

/** Units behind which people say the number alone. */
const NUMBERS = ["count", "code", "-", "none", ""];

/** `byte` and `bit` with what stands before and behind them: `Mbit/s`, `Bytes`. */
const DATA = /^(K|M|G|T)?(byte|bit|B)s?(\/\S+)?$/i;

const STEPS = ["", "K", "M", "G", "T", "P"];

/** Units that are words, as they stand behind a value; `count/s` is so many a second. */
const WORDS: Readonly<Record<string, Both>> = {
  "count/s": ["/s", "/秒"],
  "count/min": ["/min", "/分钟"],
  "packet/s": [" packets/s", " 包/秒"],
  rows: [" rows", " 行"],
  cores: [" cores", " 核"],
};

/**
 * A value as people read it: `97.4 %` and, in Chinese, `97.4%`; `1.5 GiB` for as many bytes, in steps of 1,024,
 * and `12.3 Mbit/s` for bits, in steps of 1,000. A unit that is not known stands behind the value as it came.
 */
export function quantity(value: string, unit: string | undefined, language: Language): string {
  const text = value.trim();
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
  const shown = number === undefined ? text : numberText(number);
  if (unit === undefined || NUMBERS.includes(unit)) return shown;
  if (unit === "%") return language === "zh" ? `${shown}%` : `${shown} %`;
  const [, prefix = "", base = "", per = ""] = DATA.exec(unit) ?? [];
  if (number !== undefined && base !== "") return dataText(number, prefix, base, per);
  const word = lookup(WORDS, unit);
  if (word) return shown + say(word, language).replace(number === 1 ? /s$/ : /$^/, "");
  return /^[\p{L}°]/u.test(unit) ? `${shown} ${unit}` : `${shown}${unit}`;
}

function dataText(number: number, prefix: string, base: string, per: string): string {
  const isBits = base.toLowerCase() === "bit";
  const step = isBits ? 1000 : 1024;
  let size = Math.abs(number);
  let index = Math.max(0, STEPS.indexOf(prefix.toUpperCase()));
  while (size >= step && index < STEPS.length - 1) {
    size /= step;
    index++;
  }
  const letter = STEPS[index] ?? "";
  const word = isBits ? `${letter === "K" ? "k" : letter}bit` : letter === "" ? "B" : `${letter}iB`;
  return `${numberText(Math.sign(number) * size)} ${word}${per}`;
}

/** As many digits as say something: two behind the point, or three in all where that is more. */
function numberText(number: number): string {
  return String(Math.abs(number) >= 1 ? Math.round(number * 100) / 100 : Number(number.toPrecision(3)));
}
