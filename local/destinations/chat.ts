import type { Incidents } from "./incidents.ts";

/**
 * Takes a chat message down as what it tells: chats keep messages, not incidents, so what belongs
 * together is told by the mark (`#` and the beginning of the incident's key) at the end of the text.
 * False if the text has no mark: a reader could not tell which recovery belongs to which alert.
 */
export function read(incidents: Incidents, title: string, text: string): boolean {
  const key = /#([0-9a-f]{8})\s*$/.exec(text)?.[1];
  if (key === undefined) return false;
  const severity = /\[([^\]]+)\]/.exec(title)?.[1] ?? "";
  if (title.includes("✅")) incidents.resolve(key);
  else incidents.trigger({ key, title, severity });
  return true;
}
