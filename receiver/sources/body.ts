import { parseForm } from "./form.ts";
import type { Body, Unreadable } from "./source.ts";

/** Most fields a form, a query string or a flat object may have. Real bodies have 9 to 23. */
export const MOST_FIELDS = 200;

/** Decodes a body by what it begins with, never by its Content-Type: senders disagree about that. */
export function decodeBody(text: string): Body | Unreadable {
  const trimmed = text.trim();
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) return decodeJson(trimmed);
  return decodeForm(trimmed);
}

export function decodeForm(text: string): Body | Unreadable {
  const fields = parseForm(text, MOST_FIELDS);
  return fields ? { fields, json: undefined } : { error: `more than ${MOST_FIELDS} fields` };
}

function decodeJson(text: string): Body | Unreadable {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { error: "begins like JSON but is not valid JSON" };
  }
  const fields: Record<string, string> = Object.create(null);
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    const entries = Object.entries(json);
    if (entries.length > MOST_FIELDS) return { error: `more than ${MOST_FIELDS} fields` };
    for (const [name, value] of entries) {
      if (value !== null && value !== undefined)
        fields[name] = typeof value === "string" ? value : JSON.stringify(value);
    }
  }
  return { fields, json };
}
