import type { Alert } from "../alert.ts";

/** What a contact's message says it is about, in its own words. */
export interface About {
  rule: string;
  resource: string;
}

/**
 * Whether an alert is of the rule and the resource that a message names. A resource is named as the console
 * does, `web-1/10.0.0.1`, or by one of these two, or by its only dimension; never by part of its dimensions,
 * which another resource may share.
 */
export function isAbout({ rule, dimensions, resourceName }: Alert, about: About): boolean {
  if (about.rule !== rule.name && about.rule !== rule.key) return false;
  const values = Object.entries(dimensions).flatMap(([name, value]) => (name === "userId" ? [] : value));
  const names = new Set([
    ...(resourceName === undefined ? [] : [resourceName, ...resourceName.split("/")]),
    ...(values.length === 1 ? values : [values.join(" ")]),
  ]);
  const [, outside = "", inside = ""] = /^([^(（]*)[(（]([^)）]*)[)）]$/.exec(about.resource) ?? [];
  return [about.resource, outside, inside].some((each) => each.trim() !== "" && names.has(each.trim()));
}
