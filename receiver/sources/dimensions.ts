import { isObject, jsonOf, objectOf, textsOf } from "./fields.ts";

/**
 * `dimensions` of a metric callback: Java's `Map.toString`, `{instanceId=i-1, userId=2}`, without any
 * quoting; in 2017 JSON, as text or as an array. Values may hold `=`, `,`, `:` and `/`.
 */

/** A comma that begins the next pair: followed by a key and `=`. Keys hold no space, comma or `=`. */
const PAIR_SEPARATOR = /,\s*(?=[A-Za-z_][\w.-]*=)/;

/** Dimensions by name, or undefined if the text is none of the known forms. An empty text has none. */
export function parseDimensions(text: string): Record<string, string> | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "{}") return {};
  return fromJson(trimmed) ?? fromMap(trimmed);
}

/** Labels in one of the same forms, or as a list of `{label, value}`, as somebody met them. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const list = /^\[\s*\{/.test(text) ? jsonOf(text) : undefined;
  const pairs = (Array.isArray(list) ? list : []).map((each) => textsOf(objectOf(each)));
  const named = pairs.flatMap(({ label, key, name, value }): [string, string][] => {
    const called = label ?? key ?? name;
    return called !== undefined && value !== undefined ? [[called, value]] : [];
  });
  return named.length > 0 ? Object.fromEntries(named) : parseDimensions(text);
}

function fromJson(text: string): Record<string, string> | undefined {
  if (!/^[[{]\s*["{]/.test(text)) return undefined;
  const value = jsonOf(text);
  const object: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(object) ? { ...textsOf(object, true) } : undefined;
}

function fromMap(text: string): Record<string, string> | undefined {
  const inner = text.startsWith("{") && text.endsWith("}") ? text.slice(1, -1) : text;
  const result: [string, string][] = [];
  for (const pair of inner.split(PAIR_SEPARATOR)) {
    const equals = pair.indexOf("=");
    if (equals < 1) return undefined;
    result.push([pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(result);
}
