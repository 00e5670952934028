/**
 * CloudMonitor's raw expressions, as far as the vendor shows them: numbers, texts in quotes, variables
 * (`$Average`, `$instanceId`), `! && || == != > >= < <= + - * /`, `condition ? a : b`, brackets, and
 * `count(condition)`, the number of resources for which it holds.
 * Source: `ExpressionRaw` of https://api.alibabacloud.com/api/Cms/2019-01-01/PutResourceMetricRule
 */

export type Value = number | string | boolean;

/** What an expression is judged by: one resource, and all resources that its rule covers. */
export interface Scope {
  /** A statistic or a dimension of the resource, by its name without `$`; NaN where there is no data. */
  variable(name: string): Value;
  /** The scope of every resource that the rule covers, this one among them. */
  all(): Scope[];
}

/** A parsed expression. */
export type Expression = (scope: Scope) => Value;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('[^']*'|"[^"]*")|\$([A-Za-z_]\w*)|(count)(?=\s*\()|(&&|\|\||[=!<>]=|[<>!?:()+*/-]))/y;

/** Binary operators by how tightly they bind, loosest first. */
const LEVELS: Record<string, (a: Value, b: Value) => Value>[] = [
  { "||": (a, b) => truth(a) || truth(b) },
  { "&&": (a, b) => truth(a) && truth(b) },
  { "==": (a, b) => a === b, "!=": (a, b) => a !== b },
  {
    ">=": (a, b) => Number(a) >= Number(b),
    "<=": (a, b) => Number(a) <= Number(b),
    ">": (a, b) => Number(a) > Number(b),
    "<": (a, b) => Number(a) < Number(b),
  },
  { "+": (a, b) => Number(a) + Number(b), "-": (a, b) => Number(a) - Number(b) },
  { "*": (a, b) => Number(a) * Number(b), "/": (a, b) => Number(a) / Number(b) },
];

export function truth(value: Value): boolean {
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** Throws with the position of what can't be read. */
export function parseExpression(text: string): Expression {
  return new Parser(text).whole();
}

class Parser {
  readonly #text: string;
  #position = 0;
  #token: RegExpExecArray | null = null;

  constructor(text: string) {
    this.#text = text.trimEnd();
    this.#advance();
  }

  whole(): Expression {
    const expression = this.#choice();
    if (this.#token !== null) this.#fail();
    return expression;
  }

  /** `condition ? a : b`, or just a condition. */
  #choice(): Expression {
    const condition = this.#binary(0);
    if (!this.#take("?")) return condition;
    const yes = this.#choice();
    this.#expect(":");
    const no = this.#choice();
    return (scope) => (truth(condition(scope)) ? yes(scope) : no(scope));
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const symbol = this.#token?.[5] ?? "";
      const operate = Object.hasOwn(operators, symbol) ? operators[symbol] : undefined;
      if (!operate) return left;
      this.#advance();
      const [first, second] = [left, this.#binary(level + 1)];
      left = (scope) => operate(first(scope), second(scope));
    }
  }

  #unary(): Expression {
    if (this.#take("!")) {
      const inner = this.#unary();
      return (scope) => !truth(inner(scope));
    }
    if (this.#take("-")) {
      const inner = this.#unary();
      return (scope) => -Number(inner(scope));
    }
    return this.#single();
  }

  #single(): Expression {
    const [, number, quoted, variable, count] = this.#token ?? [];
    if (this.#take("(")) return this.#closed();
    if (number === undefined && quoted === undefined && variable === undefined && count === undefined)
      this.#fail();
    this.#advance();
    if (number !== undefined) return () => Number(number);
    if (quoted !== undefined) return () => quoted.slice(1, -1);
    if (variable !== undefined) return (scope) => scope.variable(variable);
    this.#expect("(");
    const condition = this.#closed();
    return (scope) => scope.all().filter((each) => truth(condition(each))).length;
  }

  /** What stands before the closing bracket. */
  #closed(): Expression {
    const inner = this.#choice();
    this.#expect(")");
    return inner;
  }

  #take(symbol: string): boolean {
    if (this.#token?.[5] !== symbol) return false;
    this.#advance();
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) this.#fail(`"${symbol}" is missing at`);
  }

  #advance(): void {
    TOKEN.lastIndex = this.#position;
    this.#token = TOKEN.exec(this.#text);
    if (this.#token === null && this.#position < this.#text.length) this.#fail();
    if (this.#token) this.#position = TOKEN.lastIndex;
  }

  #fail(what = "can't be read at"): never {
    const position = this.#token?.index ?? this.#position;
    throw new Error(`the expression ${this.#text}: ${what} position ${position + 1}`);
  }
}
