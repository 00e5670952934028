import * as v from "valibot";
import { SOURCE_KINDS } from "../../receiver/alert.ts";
import { LEVELS } from "../../receiver/level.ts";
import { LABEL } from "../../receiver/routing.ts";

/** What a route may look at, besides labels. */
const CONDITIONS = ["kind", "level", "namespace", "metric", "rule", "region", "resource"] as const;

/** No route takes a test. */
const KINDS = SOURCE_KINDS.filter((kind) => kind !== "test");

/** Conditions whose patterns are words from a list. */
const WORDS: Record<string, readonly string[]> = { kind: KINDS, level: LEVELS };

const Patterns = v.pipe(
  v.array(
    v.pipe(v.string("must be text"), v.minLength(1, "must not be empty")),
    "must be a list of patterns",
  ),
  v.minLength(1, "must name at least one pattern, or be left out"),
);

const Condition = v.pipe(
  v.string(),
  v.check(
    (name) => (CONDITIONS as readonly string[]).includes(name) || /^label\../.test(name),
    (issue) => `is no condition: "${issue.input}"; conditions are ${CONDITIONS.join(", ")} and ${LABEL}NAME`,
  ),
);

const NotEmpty = v.pipe(
  v.array(v.pipe(v.string("must be text"), v.minLength(1, "must not be empty")), "must be a list of names"),
  v.minLength(1, "must name at least one, or be left out"),
);

/** Numbers and times are checked where they are read. */
const GroupSchema = v.strictObject({
  by: NotEmpty,
  within: v.optional(v.number("must be a number of seconds")),
  names: v.optional(v.number("must be a number")),
});

const StormSchema = v.strictObject({
  above: v.number("must be a number"),
  passes: v.optional(NotEmpty),
});

/** The schema of a source's routes, without what each destination allows. */
export function routesSchema<
  Destination extends v.GenericSchema<string>,
  Words extends v.GenericSchema,
  Texts extends v.GenericSchema,
  Mentions extends v.GenericSchema,
>(destination: Destination, words: Words, texts: Texts, mentions: Mentions) {
  return v.array(
    v.strictObject({
      name: v.pipe(v.string("must be text"), v.minLength(1, "must not be empty")),
      when: v.record(Condition, Patterns, "must be a table of conditions"),
      deliverTo: v.array(destination, "must be a list of destinations"),
      severities: v.optional(v.record(destination, words)),
      template: v.optional(texts),
      mention: v.optional(v.record(destination, mentions)),
      group: v.optional(GroupSchema),
      storm: v.optional(StormSchema),
    }),
    "must be a list of routes",
  );
}

const ConditionTable = v.record(Condition, Patterns, "must be a table of conditions");

/** What people read in messages, between quotation marks. */
const NameForPeople = v.pipe(
  v.string("must be text"),
  v.regex(/^[^"“”\n\r]{1,60}$/, "must be 1 to 60 characters without quotation marks"),
);

/** The schema of a source's inhibitions. Circles are found where they are read. */
export const InhibitionsSchema = v.array(
  v.strictObject({
    name: NameForPeople,
    cause: ConditionTable,
    effects: ConditionTable,
    same: v.optional(NotEmpty),
    within: v.optional(v.number("must be a number of seconds")),
    grace: v.optional(v.number("must be a number of seconds")),
  }),
  "must be a list of inhibitions",
);

/** The schema of what becomes one incident where it opens too often. */
export const FlappingSchema = v.array(
  v.strictObject({
    name: NameForPeople,
    when: ConditionTable,
    above: v.number("must be a number"),
    within: v.optional(v.number("must be a number of seconds")),
    quiet: v.optional(v.number("must be a number of seconds")),
  }),
  "must be a list of what may flap",
);

/** The schema of a source's maintenance windows. Their times are checked where they are read. */
export function maintenanceSchema(isTimeZone: (name: string) => boolean) {
  return v.array(
    v.strictObject({
      name: NameForPeople,
      when: ConditionTable,
      passes: v.optional(
        v.pipe(
          v.array(v.picklist(LEVELS, `must be one of ${LEVELS.join(", ")}`), "must be a list of levels"),
          v.minLength(1, "must name at least one level, or be left out"),
        ),
      ),
      schedule: v.optional(v.string("must be text")),
      duration: v.optional(v.number("must be a number of seconds")),
      timeZone: v.optional(
        v.pipe(
          v.string("must be text"),
          v.check(isTimeZone, 'must be the IANA name of a time zone, such as "Asia/Shanghai"'),
        ),
      ),
      from: v.optional(v.number("must be a time")),
      until: v.optional(v.number("must be a time")),
    }),
    "must be a list of maintenance windows",
  );
}

/** What is wrong with a route's patterns, as condition and message. */
export function wrongPatterns(when: Record<string, string[]>): [condition: string, message: string][] {
  return Object.entries(WORDS).flatMap(([name, words]) => {
    const wrong = when[name]?.find((pattern) => !words.includes(pattern));
    return wrong === undefined
      ? []
      : [[name, `must be among ${words.join(", ")}, not "${wrong}"`] satisfies [string, string]];
  });
}
