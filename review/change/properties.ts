import type { Resource } from "../../program/evaluator/plan.ts";
import { HIDDEN, redact } from "../secrets.ts";

/** One input of a resource that differs. Values are text for people; those of secrets are left out. */
export interface PropertyChange {
  /** Dotted, with the name of a list's element in place of its position where it has one. */
  path: string;
  secret: boolean;
  before: string | undefined;
  after: string | undefined;
}

interface Leaf {
  value: unknown;
  secret: boolean;
}

/** Inputs that hold a secret whether or not the program says so. */
const SENSITIVE =
  /(^|[.:])(webhook|url|channelsSms|channelsDingWebHook|callback|headers?|password|credential|text|apiKey|apiToken|\w*secret\w*|\w*token|accessKey\w*|pass(word|phrase))(\.|$)/i;

/** Whether a path names something that is never shown. */
export function isSensitive(path: string): boolean {
  return SENSITIVE.test(path);
}

/** The inputs that differ, by path. A resource that is not there has none. */
export function changedProperties(
  before: Resource | undefined,
  after: Resource | undefined,
  secrets: readonly string[],
): PropertyChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  // An empty list or object that is filled, or emptied, is told by its elements.
  const holds = (leaves: Map<string, Leaf>, path: string) =>
    [...leaves.keys()].some((each) => each.startsWith(`${path}.`));
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    const same = was && is && was.secret === is.secret && sameValue(was.value, is.value);
    if (same || holds(old, path) || holds(now, path)) return [];
    const secret = Boolean(was?.secret || is?.secret);
    const text = (leaf: Leaf | undefined) => leaf && redact(shown(leaf, secret), secrets);
    return [{ path, secret, before: text(was), after: text(is) }];
  });
}

function leavesOf(resource: Resource | undefined): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (!resource) return leaves;
  const marked = new Set(resource.secrets);
  const walk = (value: unknown, path: string, place: string, secret: boolean): void => {
    const hidden = secret || marked.has(place) || isSensitive(path);
    const inner = hidden ? value : parsed(value);
    if (typeof inner !== "object" || inner === null || Object.keys(inner).length === 0) {
      if (inner !== undefined) leaves.set(path, { value: inner, secret: hidden });
      return;
    }
    const taken = new Set<string>();
    for (const [key, each] of Object.entries(inner)) {
      // What Pulumi keeps for itself: a dynamic provider's code, which is another text in another folder.
      if (key.startsWith("__")) continue;
      const name = Array.isArray(inner) ? elementName(each, key, taken) : key;
      taken.add(name);
      walk(each, join(path, name), join(place, key), hidden);
    }
  };
  walk(resource.inputs, "", "", false);
  return leaves;
}

/** The value inside of a JSON text that holds an object or a list. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Elements are told apart by their names, so that one more in the middle is one change. */
function elementName(element: unknown, position: string, taken: ReadonlySet<string>): string {
  const { name, key } = (typeof element === "object" && element !== null ? element : {}) as Record<
    string,
    unknown
  >;
  const label = name ?? key;
  return typeof label === "string" && label !== "" && !taken.has(label) ? label : position;
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function shown(leaf: Leaf, secret: boolean): string {
  return secret ? HIDDEN : (JSON.stringify(leaf.value) ?? String(leaf.value));
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
