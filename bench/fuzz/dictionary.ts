import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../bundle.ts";

/**
 * Words that mean something to a parser, from the parsers' own text: every literal, every property that is
 * read, every word of an expression. So a field or a word that is new to one of them is tried without being listed here.
 */
export function dictionary(): { names: string[]; words: string[] } {
  const folder = join(ROOT, "receiver", "sources");
  const text = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n")
    .replace(/\/\*[\s\S]*?\*\//g, "");
  const literals = Array.from(text.matchAll(/"([^"\n\\]{1,40})"/g), ([, literal = ""]) => literal);
  const read = Array.from(text.matchAll(/\b[a-z]\w*\.([a-zA-Z_]\w*)\b(?!\()/g), ([, name = ""]) => name);
  const taken = Array.from(text.matchAll(/\{([^{}]+)\}\s*=/g), ([, names = ""]) => names.split(",")).flat();
  const expressions = Array.from(
    text.matchAll(/\/((?:[^/\n\\ ]|\\.)+)\/[gimsuy]*/g),
    ([, each = ""]) => each,
  );
  const words = expressions.flatMap((each) => each.split(/\\.|[^\p{L} -]+/u));
  const names = [...literals, ...read, ...taken.map((each) => each.trim().replace(/\W.*$/, ""))];
  return {
    names: unique(names.filter((name) => /^\$?[\w.\p{L}-]{1,40}$/u.test(name))),
    words: unique([...words, ...literals.flatMap((literal) => [literal, ...literal.split(" ")])]),
  };
}

function unique(list: string[]): string[] {
  return [...new Set(list)].filter(Boolean).sort();
}
