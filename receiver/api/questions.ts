import * as v from "valibot";
import { LEVELS } from "../level.ts";

/**
 * What may be asked: parameters of a query, which are texts, and bodies of actions. Read by the Worker, and
 * written into the OpenAPI document.
 */

const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/, "must be a whole number"), v.transform(Number));
const page = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^([1-9]|[1-3]\d|40)$/, "must be a whole number from 1 to 40"),
    v.transform(Number),
  ),
);
const time = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
    "must be a time with its zone, like 2026-11-20T08:00:00Z",
  ),
  v.check((text) => !Number.isNaN(Date.parse(text)), "must be a time that there is"),
  v.transform((text) => Date.parse(text)),
);
const text = v.pipe(
  v.string(),
  v.minLength(1, "must not be empty"),
  v.maxLength(200, "must be at most 200 characters"),
);

export const NoQuestion = v.strictObject({});

export const IncidentsQuestion = v.strictObject({
  source: v.optional(text),
  state: v.optional(v.picklist(["open", "closed"], "must be open or closed")),
  level: v.optional(v.picklist(LEVELS, `must be one of ${LEVELS.join(", ")}`)),
  rule: v.optional(text),
  resource: v.optional(text),
  destination: v.optional(text),
  decision: v.optional(text),
  text: v.optional(text),
  from: v.optional(time),
  to: v.optional(time),
  after: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  limit: page,
});

export const IncidentQuestion = v.strictObject({ source: v.optional(text), before: v.optional(number) });

export const PageQuestion = v.strictObject({ before: v.optional(number), limit: page });

export const DecisionsQuestion = v.strictObject({
  source: v.optional(text),
  hours: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]|[1-9]\d|1[0-5]\d|16[0-8])$/, "must be a whole number from 1 to 168"),
      v.transform(Number),
    ),
  ),
});

export const ActionsQuestion = v.strictObject({ source: text, before: v.optional(number), limit: page });

export const WhyQuestion = v.pipe(
  v.strictObject({
    incident: v.optional(text),
    rule: v.optional(text),
    resource: v.optional(text),
    at: v.optional(time),
    source: v.optional(text),
  }),
  v.check(
    ({ incident, rule, resource }) => (incident ?? rule ?? resource) !== undefined,
    "name an incident, a rule or a resource",
  ),
);

/** Who does it, as they call themselves. */
const by = v.optional(v.pipe(text, v.maxLength(100, "must be at most 100 characters")));

export const ByQuestion = v.strictObject({ by });

export const SilenceQuestion = v.strictObject({
  by,
  minutes: v.optional(
    v.pipe(
      v.number("must be a number of minutes"),
      v.integer("must be a whole number"),
      v.minValue(1, "must be at least 1"),
      v.maxValue(7 * 24 * 60, "must be at most 10080, a week"),
    ),
    60,
  ),
});

export const HandOverQuestion = v.strictObject({ by, destination: text });

export const ReplayQuestion = v.strictObject({
  by,
  letter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  from: v.optional(text),
  to: v.optional(text),
});

export const DrillQuestion = v.strictObject({ by, source: v.optional(text) });

/** What is wrong with what was asked: where, and what it may be. */
export function problemOf([issue]: v.BaseIssue<unknown>[]): string {
  const where = issue?.path?.map(({ key }) => String(key)).join(".") || "the body";
  if (issue?.type === "strict_object" && issue.expected === "never") return `${where}: is not known here`;
  return `${where}: ${issue?.message ?? "is not valid"}`;
}
