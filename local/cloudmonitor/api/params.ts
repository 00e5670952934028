import { illegal, missing } from "./errors.ts";

/** Parameters by name, with what `.` in their names makes of them: `Labels.1.Key` is in the list `Labels`. */
type Tree = { [name: string]: string | Tree };

/** How deep names may nest; the API's deepest is `Rules.1.CompositeExpression.ExpressionList.1.Period`. */
const DEEPEST = 8;

/** Builds the tree. Numbers stay keys: `list` reads them in order. */
export function treeOf(pairs: Iterable<[string, string]>): Tree {
  const root: Tree = Object.create(null);
  for (const [name, value] of pairs) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    if (path.length > DEEPEST) throw illegal(`The parameter ${name} nests too deep.`);
    let node = root;
    for (const key of path) {
      const child = node[key];
      node = typeof child === "object" ? child : newChild(node, key);
    }
    if (typeof node[last] !== "object") node[last] = value;
  }
  return root;
}

function newChild(node: Tree, key: string): Tree {
  const child: Tree = Object.create(null);
  node[key] = child;
  return child;
}

/** A value that may come as flattened parameters or as one JSON text, both of which official clients send. */
function unfold(value: string | Tree | undefined, name: string): unknown {
  if (typeof value !== "string" || value === "") return value === "" ? undefined : value;
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw illegal(`${name} is not JSON.`);
  }
}

/** Typed access to parameters. An empty text counts as left out, as the real API does it. */
export class Params {
  readonly #tree: Record<string, unknown>;
  readonly #at: string;

  constructor(tree: Record<string, unknown>, at = "") {
    this.#tree = tree;
    this.#at = at;
  }

  path(name: string): string {
    return this.#at === "" ? name : `${this.#at}.${name}`;
  }

  /** Whether the parameter was sent at all, empty or not. */
  has(name: string): boolean {
    return this.#tree[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#tree[name];
    if (value === undefined || value === null || value === "") return undefined;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  required(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw missing(this.path(name));
    return text;
  }

  integer(name: string, range: { least?: number; most?: number } = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const { least = 0, most = Number.MAX_SAFE_INTEGER } = range;
    if (!/^-?\d{1,15}$/.test(text) || Number(text) < least || Number(text) > most) {
      throw illegal(`${this.path(name)} must be a whole number from ${least} to ${most}.`);
    }
    return Number(text);
  }

  boolean(name: string): boolean | undefined {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return undefined;
    if (text !== "true" && text !== "false") throw illegal(`${this.path(name)} must be true or false.`);
    return text === "true";
  }

  oneOf<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined || (words as readonly string[]).includes(text)) return text as T | undefined;
    throw illegal(`${this.path(name)} must be one of ${words.join(", ")}.`);
  }

  /** The parameters below a name; undefined if there are none. */
  below(name: string): Params | undefined {
    const value = unfold(this.#tree[name] as string | Tree | undefined, this.path(name));
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "object") throw illegal(`${this.path(name)} must have fields.`);
    return new Params(value as Record<string, unknown>, this.path(name));
  }

  #items(name: string, most: number): [string, unknown][] {
    const value = unfold(this.#tree[name] as string | Tree | undefined, this.path(name));
    if (value === undefined || value === null) return [];
    const items = Array.isArray(value)
      ? value.map((each, index): [string, unknown] => [String(index + 1), each])
      : typeof value === "object"
        ? Object.entries(value).sort(([a], [b]) => Number(a) - Number(b))
        : [["1", value] as [string, unknown]];
    const wrong = items.find(([index]) => !/^\d{1,6}$/.test(index));
    if (wrong) throw illegal(`${this.path(name)}.${wrong[0]} is not a position in a list.`);
    if (items.length > most) throw illegal(`${this.path(name)}.N takes at most ${most} values.`);
    return items;
  }

  /** Texts of a list `Name.1`, `Name.2` … */
  texts(name: string, most: number): string[] {
    return this.#items(name, most).map(([, value]) =>
      typeof value === "object" ? JSON.stringify(value) : String(value),
    );
  }

  /** Fields of a list `Name.1.Field` … */
  list(name: string, most: number): Params[] {
    return this.#items(name, most).map(([index, value]) => {
      if (typeof value !== "object" || value === null)
        throw illegal(`${this.path(name)}.${index} must have fields.`);
      return new Params(value as Record<string, unknown>, `${this.path(name)}.${index}`);
    });
  }
}
