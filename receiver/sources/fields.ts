/** A body, or an object within one: what JSON or a form holds, not yet believed. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** The object behind a value: itself, or JSON text of one. Empty if it is anything else. */
export function objectOf(value: unknown): Fields {
  const found = typeof value === "string" && /^\s*{/.test(value) ? jsonOf(value) : value;
  return isObject(found) ? found : NONE;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Deepest JSON that is read, and most colons in it. Real bodies have 8 and, in 64 KiB, fewer than 3,000. Only
 * lists of alerts are longer: 300 of them have fewer than 40,000.
 */
const DEEPEST = 100;
const MOST_COLONS = 4000;
const MOST_COLONS_OF_LIST = 60_000;

/** Where a list of alerts begins; looked for at the beginning of a body. */
const LIST = /^\s*\[|"(?:alerts|events|alert)"\s*:\s*\[/;
const BEGINNING = 16 * 1024;

/** Text of which nothing takes long, in characters: most real bodies are no longer. */
const HARMLESS = 3000;

/** Whether JSON text could take more than a moment to read. Strings in it count as if they were none. */
function isMonstrous(text: string): boolean {
  if (text.length <= HARMLESS) return false;
  const most = LIST.test(text.slice(0, BEGINNING)) ? MOST_COLONS_OF_LIST : MOST_COLONS;
  let depth = 0;
  let colons = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) | 0x20;
    if (code === 0x7b) {
      if (++depth > DEEPEST) return true;
    } else if (code === 0x7d) depth--;
    else if (code === 0x3a && ++colons > most) return true;
  }
  return false;
}

/** The value of JSON text, or undefined if it is none, or monstrous. */
export function jsonOf(text: string): unknown {
  try {
    return isMonstrous(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A value as text; undefined if there is none. The four letters `null` mean that there is none, in any
 * field: the vendor writes them. What is nested becomes JSON text.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" || value === "null" ? undefined : value;
  if (value === null || value === undefined) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack reaches.
    return undefined;
  }
}

/** The first of some values that has a text. */
export function firstText(...values: unknown[]): string | undefined {
  for (const value of values) {
    const text = textOf(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Fields as text, without those that have none. Prototype-less. `nested`: with objects and lists, as JSON text. */
export function textsOf(fields: Fields, nested = false): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const text = nested || typeof value !== "object" ? textOf(value) : undefined;
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}
