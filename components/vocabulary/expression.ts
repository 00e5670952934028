/** What a raw composite expression is made of. */
interface Expression {
  /** Names behind `$`, without repeats. */
  variables: string[];
  /** Why it can't be parsed; undefined where it can. */
  problem: string | undefined;
}

const TOKEN =
  /\s*(?:(\$[A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|('[^']*'|"[^"]*")|(&&|\|\||[<>=!]=|[<>]|[?:,!+*/%-])|([()])|([A-Za-z_]\w*))/y;

type Kind = "value" | "operator" | "open" | "close" | "function";

/**
 * Reads the expressions that CloudMonitor takes: comparisons of `$Average` and dimensions, joined by
 * `&&` and `||`, with `? :`, arithmetic, brackets, and functions such as `count($Average > 20)`.
 *
 * It finds what no grammar of that kind takes: unknown signs, two values or two operators in a row,
 * brackets that don't match. Source of the forms: PutResourceMetricRule, CompositeExpression.ExpressionRaw.
 */
export function parseExpression(text: string): Expression {
  const variables = new Set<string>();
  let before: Kind = "operator";
  let depth = 0;
  let ternaries = 0;
  let at = 0;
  const fail = (problem: string): Expression => ({ variables: [...variables], problem });
  while (text.slice(at).trim() !== "") {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const near = text.slice(at).trim().slice(0, 12);
    if (!found) return fail(`there is something unknown at "${near}"`);
    const [whole, variable, literal, quoted, operator, bracket, name] = found;
    at += whole.length;
    const kind: Kind = operator
      ? "operator"
      : bracket
        ? bracket === "("
          ? "open"
          : "close"
        : name
          ? "function"
          : "value";
    const afterValue = before === "value" || before === "close";
    if (variable ?? literal ?? quoted ?? name) {
      if (variable) variables.add(variable.slice(1));
      if (afterValue) return fail(`there is no operator before "${near}"`);
    } else if (operator) {
      if (operator === "?") ternaries++;
      if (operator === ":" && --ternaries < 0) return fail(`there is a ":" without a "?"`);
      if (!afterValue && operator !== "!" && operator !== "-") return fail(`nothing stands before "${near}"`);
    } else if (kind === "open") {
      depth++;
      if (afterValue) return fail(`there is no operator before "${near}"`);
    } else {
      if (!afterValue) return fail(`there is nothing between the brackets before "${near}"`);
      if (--depth < 0) return fail(`a ")" closes nothing`);
    }
    if (before === "function" && kind !== "open") return fail(`"${near}" should be a "("`);
    before = kind;
  }
  if (before === "operator" || before === "open" || before === "function") return fail("it ends too early");
  if (depth > 0) return fail(`a "(" is never closed`);
  return ternaries > 0
    ? fail(`there is a "?" without a ":"`)
    : { variables: [...variables], problem: undefined };
}
