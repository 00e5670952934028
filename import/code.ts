/** A value as it stands in the program, where that is not its JSON: a secret, a name, a duration. */
export class Code {
  readonly text: string;
  /** What the expression is when the program runs. */
  readonly value: unknown;

  constructor(text: string, value: unknown) {
    this.text = text;
    this.value = value;
  }
}

/** Arguments as a tree of plain values and code. */
export type Tree = Record<string, unknown>;

/** The tree with the value of each expression in its place. */
export function plainValue(tree: unknown): unknown {
  if (tree instanceof Code) return tree.value;
  if (Array.isArray(tree)) return tree.map(plainValue);
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plainValue(value)]));
}

const WIDTH = 100;

/** TypeScript of a tree; what is undefined is left out. */
export function literal(tree: unknown, indent = ""): string {
  const line = oneLine(tree);
  if (indent.length + line.length <= WIDTH || typeof tree !== "object" || tree === null) return line;
  if (tree instanceof Code) return line;
  const inner = `${indent}  `;
  if (Array.isArray(tree)) {
    return `[\n${tree.map((each) => `${inner}${literal(each, inner)},\n`).join("")}${indent}]`;
  }
  const lines = entries(tree).map(
    ([key, value]) => `${inner}${propertyName(key)}: ${literal(value, inner)},\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}

function oneLine(tree: unknown): string {
  if (tree instanceof Code) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(oneLine).join(", ")}]`;
  if (typeof tree === "string") return quoted(tree);
  if (typeof tree !== "object" || tree === null) return JSON.stringify(tree);
  const parts = entries(tree).map(([key, value]) => `${propertyName(key)}: ${oneLine(value)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** A string in the quotes that need fewer escapes. */
function quoted(text: string): string {
  const single = text.includes('"') && !/['\\\p{Cc}\u2028\u2029]/u.test(text);
  return single ? `'${text}'` : JSON.stringify(text);
}

function entries(tree: object): [string, unknown][] {
  return Object.entries(tree).filter(([, value]) => value !== undefined);
}

const NAME = /^[A-Za-z_$][\w$]*$/;

/** A property's name, quoted where it has to be. */
export function propertyName(key: string): string {
  return NAME.test(key) ? key : JSON.stringify(key);
}

/** How a property is come by: `.ecs`, `["on-call"]`. */
export function propertyAccess(key: string): string {
  return NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Text within a line comment: nothing in it can end the line. */
export function comment(text: string): string {
  return `// ${text.replace(/[\r\n\u2028\u2029]+/g, " ")}`;
}
