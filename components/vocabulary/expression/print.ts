import { BINARY, type Metric, type Node } from "./node.ts";
import { parseExpression, problemOf } from "./read.ts";

/** How tightly a node binds: a choice least, then binary operators, unary ones, and what needs no brackets. */
const CHOICE = 0;
const UNARY = BINARY.length + 1;
const POWER = BINARY.length;
const CLOSED = UNARY + 1;

/** The text of an expression, with no more brackets than it needs. Read again, it is the same. */
export function printExpression(node: Node): string {
  return print(node, CHOICE);
}

/** An expression as it is printed, so that white space and brackets make no difference; as it stands if it can't be read. */
export function tidied(text: string): string {
  return problemOf(text) === undefined ? printExpression(parseExpression(text)) : text;
}

function print(node: Node, least: number): string {
  const text = textOf(node);
  return tightness(node) < least ? `(${text})` : text;
}

function tightness(node: Node): number {
  if (node.kind === "choice") return CHOICE;
  if (node.kind === "unary") return UNARY;
  if (node.kind !== "binary") return CLOSED;
  return BINARY.findIndex((each) => (each as readonly string[]).includes(node.operator)) + 1;
}

function textOf(node: Node): string {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? quoted(node.value) : String(node.value ?? "nil");
    case "list":
      return `[${node.items.map(printExpression).join(", ")}]`;
    case "map":
      return `{${node.entries.map(([key, each]) => `${quoted(key)}: ${printExpression(each)}`).join(", ")}}`;
    case "member":
      return `${node.of ? `${metricText(node.of)}.` : ""}$${node.name}`;
    case "unary":
      return node.operator + print(node.operand, UNARY);
    case "binary": {
      const own = tightness(node);
      const [left, right] = own === POWER ? [UNARY, POWER] : [own, own + 1];
      return `${print(node.left, left)} ${node.operator} ${print(node.right, right)}`;
    }
    case "choice":
      return `${print(node.condition, CHOICE + 1)} ? ${printExpression(node.yes)} : ${printExpression(node.no)}`;
    case "call":
      return `${node.name}(${node.args.map(printExpression).join(", ")})`;
    case "count":
      return `count(${printExpression(node.condition)})`;
    case "change": {
      const { of, member, rise } = node;
      return `ComparePast(${metricText({ ...of, back: 0 })}, '$${member}', ${rise}, ${of.back})`;
    }
  }
}

function metricText({ name, period, back }: Metric): string {
  const metric = `@${/^[A-Za-z]\w*$/.test(name) ? name : `(${quoted(name)})`}[${period}]`;
  return back === 0 ? metric : `Past(${metric}, ${back})`;
}

/** A text never holds both quotes: there is no way to write one. */
function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
