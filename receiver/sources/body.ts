import { type Fields, isObject, jsonOf } from "./fields.ts";
import { parseForm } from "./form.ts";
import type { Unreadable } from "./source.ts";

/** Most fields that a form, a query string or a JSON object may have. Real bodies have 9 to 23. */
const MOST_FIELDS = 200;

const TOO_MANY: Unreadable = { error: `more than ${MOST_FIELDS} fields` };

/**
 * Decodes a body by what it begins with, never by its Content-Type: senders disagree about that.
 * A list of JSON objects is several bodies.
 */
export function decodeBody(text: string): Fields[] | Unreadable {
  const trimmed = text.trim();
  return /^[{[]/.test(trimmed) ? decodeJson(trimmed) : decodeForm(trimmed);
}

export function decodeForm(text: string): Fields[] | Unreadable {
  const fields = parseForm(text, MOST_FIELDS);
  if (!fields) return TOO_MANY;
  // The event push channel may put all of its JSON into one parameter: `body` of a form, `data` of a URL.
  const whole = "alert" in fields || "status" in fields ? undefined : (fields.body ?? fields.data);
  return whole !== undefined && /^\s*{/.test(whole) ? decodeJson(whole) : [fields];
}

function decodeJson(text: string): Fields[] | Unreadable {
  const json = jsonOf(text);
  if (json === undefined) return { error: "begins like JSON but is no JSON that can be read" };
  const bodies = Array.isArray(json) ? json : [json];
  if (bodies.length > MOST_FIELDS || bodies.some((each) => isObject(each) && hasTooMany(each)))
    return TOO_MANY;
  return bodies.length > 0 && bodies.every(isObject)
    ? bodies
    : { error: "JSON, but not an object or a list of objects", unknown: true };
}

function hasTooMany(fields: Fields): boolean {
  return Object.keys(fields).length > MOST_FIELDS;
}

/**
 * How JSON of an object or a list begins. Not `[FIRING:1] cpu`, a title, or `{}:{}`, a key of Grafana's: to find
 * that out by trying costs as much as all the rest.
 */
const LIKE_JSON = /^(?:\{\s*(?:"|\}\s*$)|\[\s*(?:[[{"\dtfn-]|\]\s*$))/;

/** A form's fields, with those that hold JSON read: some senders write what is nested as text. */
export function expand(fields: Fields): Fields {
  let expanded: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const json = typeof value === "string" && LIKE_JSON.test(value) ? jsonOf(value) : undefined;
    if (json === undefined) continue;
    // Prototype-less, since any name may be in a body.
    expanded ??= Object.assign(Object.create(null) as Record<string, unknown>, fields);
    expanded[name] = json;
  }
  return expanded ?? fields;
}
