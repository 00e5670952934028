import { FUNCTIONS } from "./functions.ts";
import { readChange, readPast } from "./history.ts";
import { ALIASES, BINARY, type Binary, CHANGES, HISTORY, type Metric, type Node } from "./node.ts";
import { membersOf } from "./parts.ts";
import { Stream } from "./stream.ts";
import { metricOf, unbalanced } from "./tokens.ts";

/** Throws with what is wrong, as the rest of a sentence about the expression. */
export function parseExpression(text: string): Node {
  const problem = unbalanced(text);
  if (problem !== undefined) throw new Error(`it ${problem}`);
  const stream = new Stream(text);
  const node = choice(stream);
  if (stream.next.kind !== "end") stream.unexpected();
  return node;
}

/** Why an expression can't be read, or undefined. What can be read can be evaluated. */
export function problemOf(text: string): string | undefined {
  try {
    parseExpression(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The members that an expression looks at; none where it can't be read. */
export function membersIn(text: string): ReturnType<typeof membersOf> {
  return problemOf(text) === undefined ? membersOf(parseExpression(text)) : [];
}

/** `condition ? a : b`, or just a condition. */
function choice(stream: Stream): Node {
  const condition = binary(stream, 0);
  if (!stream.take("?")) return condition;
  const yes = choice(stream);
  if (!stream.take(":")) throw new Error(`there is a "?" without a ":"`);
  return { kind: "choice", condition, yes, no: choice(stream) };
}

function binary(stream: Stream, level: number): Node {
  if (level === BINARY.length - 1) return power(stream);
  let left = binary(stream, level + 1);
  for (let operator = takeOperator(stream, level); operator; operator = takeOperator(stream, level)) {
    const right = binary(stream, level + 1);
    checkRight(operator, right);
    left = { kind: "binary", operator, left, right };
  }
  return left;
}

function power(stream: Stream): Node {
  const left = unary(stream);
  return stream.take("**") ? { kind: "binary", operator: "**", left, right: power(stream) } : left;
}

/** The operator of a level, if one comes next. */
function takeOperator(stream: Stream, level: number): Binary | undefined {
  const { kind, value } = stream.next;
  if (kind !== "sign" && kind !== "word") return undefined;
  const negated = value === "not" && stream.second?.text === "in";
  const symbol = negated ? "not in" : (aliasOf(value) ?? value);
  const operator = BINARY[level]?.find((each) => each === symbol);
  if (operator) stream.skip(negated ? 2 : 1);
  return operator;
}

function aliasOf(word: string): string | undefined {
  return Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined;
}

/** What the vendor doesn't describe has no meaning that could be evaluated. */
function checkRight(operator: Binary, right: Node): void {
  const among = operator === "in" || operator === "not in";
  if (among && right.kind !== "list" && right.kind !== "map")
    throw new Error(`"${operator}" needs a list or a map behind it, as in [1, 2]`);
  if (operator !== "matches") return;
  const pattern = right.kind === "literal" ? right.value : undefined;
  if (typeof pattern !== "string") throw new Error(`"matches" needs a pattern in quotes behind it`);
  try {
    new RegExp(pattern);
  } catch {
    throw new Error(`"${pattern}" is no regular expression`);
  }
}

function unary(stream: Stream): Node {
  const not = stream.next.kind === "word" && aliasOf(stream.next.value) === "!";
  if (not) stream.skip();
  if (not || stream.take("!")) return { kind: "unary", operator: "!", operand: unary(stream) };
  if (stream.take("-")) return { kind: "unary", operator: "-", operand: unary(stream) };
  return single(stream);
}

const WORDS = new Set<string>([...Object.keys(ALIASES), ...BINARY.flat()]);

function single(stream: Stream): Node {
  if (stream.take("(")) return closed(stream, choice(stream));
  if (stream.take("[")) return { kind: "list", items: stream.list("]", () => choice(stream)) };
  if (stream.take("{")) return { kind: "map", entries: stream.list("}", () => entry(stream)) };
  const token = stream.next;
  const { kind, value, text } = token;
  if (kind === "end") stream.unexpected();
  if (kind === "sign" || (kind === "word" && WORDS.has(value)))
    throw new Error(`nothing stands before "${text}"`);
  stream.skip();
  switch (kind) {
    case "number":
      return { kind: "literal", value: finite(value) };
    case "text":
      return { kind: "literal", value };
    case "member":
      return { kind: "member", name: value, of: undefined };
    case "metric":
      return memberOf(stream, metricOf(token));
    case "word":
      return word(stream, value);
  }
}

const CONSTANTS: Record<string, boolean | null> = { true: true, false: false, nil: null };

/** A constant or the call of a function. */
function word(stream: Stream, name: string): Node {
  if (Object.hasOwn(CONSTANTS, name)) return { kind: "literal", value: CONSTANTS[name] ?? null };
  if (!stream.take("("))
    throw new Error(`"${name}" is neither a function nor a member: members begin with $`);
  if (name === "count") return closed(stream, { kind: "count", condition: choice(stream) });
  const constant = () => choice(stream);
  if (Object.hasOwn(HISTORY, name))
    return memberOf(stream, closed(stream, readPast(stream, HISTORY[name], constant)));
  if (Object.hasOwn(CHANGES, name)) return closed(stream, readChange(stream, CHANGES[name], constant));
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw new Error(unknownFunction(name));
  const args = stream.list(")", () => choice(stream));
  if (args.length !== known.takes)
    throw new Error(`${name}() takes ${known.takes} arguments, not ${args.length}`);
  return { kind: "call", name, args };
}

function unknownFunction(name: string): string {
  if (name === "rand") return "rand() makes a rule fire by chance, which nothing here can evaluate";
  const known = ["count", ...Object.keys(FUNCTIONS), ...Object.keys(HISTORY), ...Object.keys(CHANGES)];
  return `there is no function ${name}(); there are ${known.join(", ")}`;
}

/** The member of a metric, which must be named. */
function memberOf(stream: Stream, of: Metric): Node {
  const member = stream.second;
  if (!stream.at(".") || member?.kind !== "member")
    throw new Error(`@${of.name} needs a member behind it, as in @${of.name}[${of.period}].$Average`);
  stream.skip(2);
  return { kind: "member", name: member.value, of };
}

function entry(stream: Stream): [string, Node] {
  const { kind, value, text } = stream.next;
  if (kind !== "text") throw new Error(`a key of a map is a text in quotes, not "${text}"`);
  stream.skip();
  stream.need(":");
  return [value, choice(stream)];
}

function closed<T>(stream: Stream, inner: T): T {
  stream.need(")");
  return inner;
}

function finite(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`${text} is too large a number`);
  return number;
}
