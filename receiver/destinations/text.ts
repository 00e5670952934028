import { COLON, say } from "../message/language.ts";
import { type Fields, isObject } from "../sources/fields.ts";
import type { HttpRequest, Message } from "./destination.ts";

/**
 * Cuts text to a vendor's limit, counted in code points so that no character is split, with an
 * ellipsis where something was cut. Length must never be why a page does not arrive.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
}

/** The text, cut to `limit` code points, with the links below it: for vendors that have no place for links. */
export function textWithLinks({ text, links, language }: Message, limit: number): string {
  const lines = Object.values(links)
    .map((link) => `\n${link.text}${say(COLON, language)}${link.href}`)
    .join("");
  return lines.length < limit / 2 ? cut(text, limit - lines.length) + lines : cut(text, limit);
}

/** Most of a label's value, in code points: nobody reads more, and sixty of them must fit in any body. */
const LONGEST_LABEL = 1024;

/** What an alert is about, by name, for vendors that route on labels. */
export function labelsOf({ source, alert }: Message): Record<string, string> {
  const { account, region, namespace, metric } = alert;
  const labels = { source, rule: alert.rule.name, account, region, namespace, metric, ...alert.dimensions };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) => (value ? [[name, cut(value, LONGEST_LABEL)]] : [])),
  );
}

/** A label name that every vendor takes: letters, digits and underscores, not beginning with a digit. */
export function labelName(text: string): string {
  return cut(text.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_"), 128);
}

/** A request with a JSON body. Half characters, which JSON can hold and vendors refuse, are replaced. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): HttpRequest {
  const whole = (_: string, value: unknown) => (typeof value === "string" ? value.toWellFormed() : value);
  return {
    url,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body, whole),
  };
}

/** `body` as a JSON object, or undefined if it is anything else. */
export function jsonObject(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** ISO 8601 in UTC. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
