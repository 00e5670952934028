import type { Metric } from "./node.ts";

export interface Token {
  kind: "number" | "text" | "member" | "metric" | "word" | "sign" | "end";
  /** As it stands there. */
  text: string;
  /** What it says: a text without quotes, a member without `$`, the name of a metric. */
  value: string;
  /** Of a metric, in seconds. */
  period?: number;
  /** Where it begins, from 0. */
  at: number;
}

const TOKEN = new RegExp(
  [
    /(?<number>(?:\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)/,
    /(?<text>'[^'\\]*'|"[^"\\]*")/,
    /\$(?<member>[A-Za-z_]\w*)/,
    /@(?:(?<metric>[A-Za-z]\w*)|\(\s*(?<quoted>'[^'\\]+'|"[^"\\]+")\s*\))\[\s*(?<period>[1-9]\d{0,6})\s*\]/,
    /(?<word>[A-Za-z_]\w*)/,
    /(?<sign>&&|\|\||[=!<>]=|\*\*|[<>!?:()[\]{},.+*/%-])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "y",
);

/** The parts of an expression, with an end. Throws with what isn't a part of any. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = start(text, 0); at < text.length; at = start(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(unknownAt(text, at));
    const { number, text: quoted, member, word, sign, period } = groups;
    const metric = groups.metric ?? groups.quoted?.slice(1, -1);
    const common = { text: text.slice(at, TOKEN.lastIndex), at };
    if (number !== undefined) tokens.push({ ...common, kind: "number", value: number.replaceAll("_", "") });
    else if (quoted !== undefined) tokens.push({ ...common, kind: "text", value: quoted.slice(1, -1) });
    else if (member !== undefined) tokens.push({ ...common, kind: "member", value: member });
    else if (metric !== undefined)
      tokens.push({ ...common, kind: "metric", value: metric, period: Number(period) });
    else if (word !== undefined) tokens.push({ ...common, kind: "word", value: word });
    else tokens.push({ ...common, kind: "sign", value: sign ?? "" });
  }
  return [...tokens, { kind: "end", text: "", value: "", at: text.length }];
}

/** The metric that a token names. */
export function metricOf({ value, period = 0 }: Token): Metric {
  return { name: value, period, back: 0 };
}

/** The next place that is no white space. */
function start(text: string, from: number): number {
  const found = text.slice(from).search(/\S/);
  return found === -1 ? text.length : from + found;
}

function unknownAt(text: string, at: number): string {
  const near = text.slice(at, at + 12);
  if (/^['"]/.test(near))
    return `a text holds a backslash, and the vendor doesn't say what it means: "${near}"`;
  if (near.startsWith("@")) return `a metric is written as @cpu_total[60] or @('vm.Disk')[60], not "${near}"`;
  return `there is something unknown at "${near}"`;
}

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Which bracket or quote has no other half, or undefined. */
export function unbalanced(text: string): string | undefined {
  const open: string[] = [];
  let quote: string | undefined;
  for (const char of text) {
    if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (Object.hasOwn(CLOSING, char)) open.push(CLOSING[char] ?? "");
    else if (Object.values(CLOSING).includes(char) && open.pop() !== char)
      return `has a "${char}" that nothing opens`;
  }
  if (quote !== undefined) return `has a ${quote} that is never closed`;
  return open.length > 0 ? `lacks a "${open.at(-1)}"` : undefined;
}
