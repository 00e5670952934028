import { meaningOfSymbol } from "../comparison.ts";
import { FUNCTIONS } from "./functions.ts";
import type { Binary, Metric, Node } from "./node.ts";
import { equal, numberOf, truth, type Value } from "./values.ts";

/** What an expression is judged by: one resource, and all resources that its rule covers. */
export interface Scope {
  /** Milliseconds since 1970. */
  now: number;
  /** A member of a metric of the resource, by default of the rule's own; null where there is no data. */
  member(name: string, of: Metric | undefined): number | string | null;
  /** How many resources of the rule, this one among them, have a scope for which it holds. */
  count(holds: (scope: Scope) => boolean): number;
}

export function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "list":
      return node.items.map((each) => evaluate(each, scope));
    case "map":
      return new Map(node.entries.map(([key, each]) => [key, evaluate(each, scope)]));
    case "member":
      return scope.member(node.name, node.of);
    case "unary": {
      const operand = evaluate(node.operand, scope);
      return node.operator === "!" ? !truth(operand) : -numberOf(operand);
    }
    case "binary":
      return OPERATORS[node.operator](evaluate(node.left, scope), evaluate(node.right, scope));
    case "choice":
      return evaluate(truth(evaluate(node.condition, scope)) ? node.yes : node.no, scope);
    case "call":
      return (
        FUNCTIONS[node.name]?.of(
          node.args.map((each) => evaluate(each, scope)),
          scope.now,
        ) ?? null
      );
    case "count":
      return scope.count((each) => truth(evaluate(node.condition, each)));
    case "change": {
      const { of, member, rise } = node;
      const [now, then] = [0, of.back].map((back) => numberOf(scope.member(member, { ...of, back })));
      // In percent of the current value, as the vendor's example has it.
      return (((now ?? 0) - (then ?? 0)) * (rise ? 100 : -100)) / (now ?? 0);
    }
  }
}

const OPERATORS: Record<Binary, (left: Value, right: Value) => Value> = {
  "||": (left, right) => truth(left) || truth(right),
  "&&": (left, right) => truth(left) && truth(right),
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  ">=": compare(">="),
  "<=": compare("<="),
  ">": compare(">"),
  "<": compare("<"),
  in: contains,
  "not in": (left, right) => !contains(left, right),
  matches: ofTexts((text, pattern) => new RegExp(pattern).test(text)),
  contains: ofTexts((text, part) => text.includes(part)),
  startsWith: ofTexts((text, part) => text.startsWith(part)),
  endsWith: ofTexts((text, part) => text.endsWith(part)),
  "+": (left, right) =>
    typeof left === "string" && typeof right === "string" ? left + right : numberOf(left) + numberOf(right),
  "-": (left, right) => numberOf(left) - numberOf(right),
  "*": (left, right) => numberOf(left) * numberOf(right),
  "/": (left, right) => numberOf(left) / numberOf(right),
  "%": (left, right) => numberOf(left) % numberOf(right),
  "**": (left, right) => numberOf(left) ** numberOf(right),
};

/** Two texts by the alphabet, everything else as numbers. */
function compare(symbol: string): (left: Value, right: Value) => boolean {
  const holds = meaningOfSymbol(symbol)?.holds ?? (() => false);
  return (left, right) => {
    if (typeof left !== "string" || typeof right !== "string") return holds(numberOf(left), numberOf(right));
    return holds(left < right ? -1 : left > right ? 1 : 0, 0);
  };
}

function ofTexts(holds: (left: string, right: string) => boolean): (left: Value, right: Value) => boolean {
  return (left, right) => typeof left === "string" && typeof right === "string" && holds(left, right);
}

/** Among the items of a list, or the keys of a map. */
function contains(value: Value, within: Value): boolean {
  if (within instanceof Map) return typeof value === "string" && within.has(value);
  return Array.isArray(within) && within.some((each) => equal(value, each));
}
