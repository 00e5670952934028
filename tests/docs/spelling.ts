import { readFileSync } from "node:fs";
import { join } from "node:path";
import dictionary from "dictionary-en";
import { lexer, walkTokens } from "marked";
import nspell from "nspell";
import { ROOT } from "./pages.ts";

const speller = nspell(
  Buffer.from(dictionary.aff).toString("utf8"),
  Buffer.from(dictionary.dic).toString("utf8"),
);
/** Names, terms of the field and British spellings that the dictionary lacks, in lower case. */
const own = new Set(
  readFileSync(join(ROOT, "tests", "docs", "words.txt"), "utf8")
    .split("\n")
    .filter(Boolean),
);

/** Words of a page's prose that neither dictionary has: not those of code, addresses and other languages. */
export function misspelt(markdown: string): string[] {
  const texts: string[] = [];
  walkTokens(lexer(markdown), (token) => {
    if (token.type === "text" && !("tokens" in token && token.tokens?.length))
      texts.push(token.text as string);
  });
  const words = texts
    .join(" ")
    .replace(/&\w+;|&#\d+;/g, "’")
    .replace(/https?:\S+|[\w.-]+@[\w.-]+|[\w-]*[./_\d@{}=][\w./@{}=-]*/g, " ")
    .match(/(?<![\p{L}-])[a-z][a-z’']*[a-z](?!\p{L})/giu);
  const unknown = (words ?? []).filter((word) => {
    // Names, abbreviations and words of programs: ECS, CloudMonitor.
    if (/[A-Z]/.test(word.slice(1))) return false;
    const plain = word.replaceAll("’", "'").replace(/'s$/, "");
    return !own.has(plain.toLowerCase()) && !speller.correct(plain) && !speller.correct(plain.toLowerCase());
  });
  return [...new Set(unknown)];
}
