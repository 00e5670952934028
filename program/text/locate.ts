import { skipBrackets, skipExpression, skipSpace } from "./scan.ts";

/** A stretch of a text; `end` is behind it. */
interface Range {
  start: number;
  end: number;
}

interface Part extends Range {
  /** Where the value begins; the same as `start` in a list. */
  value: number;
}

/**
 * Where in a program's text an argument of a constructor call stands: `critical.times` of the call at
 * `offset` is `times: 45`. As deep as the text shows it: of what comes from a variable or is spread in,
 * the outermost argument that is written there, and without any, the name of what is called.
 */
export function locate(text: string, offset: number, path: string | undefined): Range {
  const call = /(?:new\s+)?[A-Za-z_$][\w$.]*/y;
  call.lastIndex = offset;
  const [name = ""] = call.exec(text) ?? [];
  const whole = { start: offset, end: offset + name.length };
  const opening = skipSpace(text, whole.end);
  if (name === "" || path === undefined || text[opening] !== "(") return whole;
  // The name comes first, then the arguments.
  let at = elements(text, opening)[1]?.start;
  let found: Range = whole;
  for (const step of steps(path)) {
    if (at === undefined) break;
    const parts = text[at] === "{" ? properties(text, at) : text[at] === "[" ? elements(text, at) : [];
    const part = typeof step === "number" ? parts[step] : parts.find((each) => nameOf(text, each) === step);
    if (!part) break;
    found = { start: part.start, end: part.end };
    at = part.value;
  }
  return found;
}

/** `composite.conditions[1].threshold` as its steps. Ids of checks, with hyphens, may be steps too. */
function steps(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index ? Number(index) : (name ?? ""),
  );
}

/** The parts of a list or of the arguments of a call, whose bracket stands at `at`. */
function elements(text: string, at: number): Part[] {
  return split(text, at).map((part) => ({ ...part, value: part.start }));
}

/** The properties of an object. What is spread in has no name. */
function properties(text: string, at: number): Part[] {
  return split(text, at).map((part) => {
    const name = /(?:[\w$]+|"[^"]*"|'[^']*')\s*:/y;
    name.lastIndex = part.start;
    const [before = ""] = name.exec(text) ?? [];
    return { ...part, value: skipSpace(text, part.start + before.length) };
  });
}

function nameOf(text: string, { start }: Part): string | undefined {
  const name = /([\w$]+)|"([^"]*)"|'([^']*)'/y;
  name.lastIndex = start;
  const found = name.exec(text);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** What stands between the commas of a bracket, without the white space around it. */
function split(text: string, opening: number): Range[] {
  const closing = skipBrackets(text, opening) - 1;
  const parts: Range[] = [];
  for (let at = skipSpace(text, opening + 1); at < closing; at = skipSpace(text, at + 1)) {
    const end = skipExpression(text, at);
    parts.push({ start: at, end: at + text.slice(at, end).trimEnd().length });
    at = end;
  }
  return parts;
}
