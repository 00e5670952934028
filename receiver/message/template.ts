import { lookup } from "../lookup.ts";

/**
 * What a template may name, each as text for people in the language of the source. `title` and `body`
 * are the texts that it replaces; `summary` is the first line of the body, such as `[Critical] CPU usage
 * is 97.4 %`; `state` is the level, or that it is resolved; `value` has its unit; `duration` is what the
 * callback says of how long the alert has lasted; `time` is that of the alert and `opened` that of the
 * incident. `lasted`, how long the incident is open, is unknown in the message that opens it, and `worst`,
 * its worst value, where the condition doesn't say which values are worse.
 */
export const FIELDS = [
  "title",
  "body",
  "summary",
  "state",
  "level",
  "rule",
  "ruleId",
  "resource",
  "metric",
  "value",
  "condition",
  "duration",
  "lasted",
  "worst",
  "region",
  "account",
  "owner",
  "runbook",
  "time",
  "opened",
  "source",
] as const;

type Field = (typeof FIELDS)[number];

/** What is known of an alert, by the names that templates use. */
export type Facts = Record<Field, string | undefined>;

/** A field in a template. Takes one look at each character. */
const FIELD = /\{([^{}]*)\}/g;

/** The fields that a template names, right or wrong. */
export function fieldsIn(template: string): string[] {
  return Array.from(template.matchAll(FIELD), ([, name]) => name ?? "");
}

/** Fills in a template. A line that names fields of which none is known is left out. */
export function fill(template: string, facts: Facts): string {
  const lines = template.split("\n").flatMap((line) => {
    const known = fieldsIn(line).map((name) => lookup<string | undefined>(facts, name));
    if (known.length > 0 && !known.some(Boolean)) return [];
    return [line.replace(FIELD, () => known.shift() ?? "")];
  });
  return lines.join("\n");
}
