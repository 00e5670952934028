import * as v from "valibot";
import { ipv4 } from "../../receiver/callers.ts";
import type { RelayConfig, RouteConfig, Template } from "../../receiver/config/config.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";
import { isLevel, LEVELS } from "../../receiver/level.ts";
import { FIELDS, fieldsIn } from "../../receiver/message/template.ts";
import { nearest } from "../validation/names.ts";
import { isTimeZone } from "../validation/time-zone.ts";
import { drillProblems } from "./drills.ts";
import { fallbackProblems } from "./fallback.ts";
import { formerProblems } from "./going.ts";
import { pingProblems } from "./pings.ts";
import {
  FlappingSchema,
  InhibitionsSchema,
  maintenanceSchema,
  routesSchema,
  wrongPatterns,
} from "./routes-schema.ts";

/** The sites of Alibaba Cloud that accounts sign in at. */
const SITES = ["aliyun.com", "alibabacloud.com"] as const;

/**
 * Checks a receiver's configuration before anything is created. Only programs on Node use this: the
 * Worker runs on what they checked, and carries no schema library.
 */

/** Names stand in URLs and, upper-cased, in names of bindings. */
const Name = v.pipe(
  v.string("must be text"),
  v.regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    "must be 1 to 40 lower-case letters, digits or hyphens, beginning with a letter",
  ),
);

const Severities = v.record(
  v.pipe(
    v.string(),
    v.check(isLevel, (issue) => `is not a level: "${issue.input}"; levels are ${LEVELS.join(", ")}`),
  ),
  v.string("must be one of the destination's severity words"),
);

/** A text that a template replaces. Its fields are checked with the rest, once the shape is right. */
const Text = v.optional(v.pipe(v.string("must be text"), v.regex(/\S/, "must not be empty")));

const TemplateTexts = v.strictObject({ title: Text, body: Text });

const FallbackSettings = v.strictObject({
  deliverTo: v.pipe(
    v.array(Name, "must be a list of destinations"),
    v.minLength(1, "must name at least one destination, or be left out"),
  ),
  after: v.optional(v.number("must be a number of seconds")),
  levels: v.optional(
    v.pipe(
      v.array(v.picklist(LEVELS, `must be one of ${LEVELS.join(", ")}`), "must be a list of levels"),
      v.minLength(1, "must name at least one level, or be left out"),
    ),
  ),
});

const MentionSettings = v.strictObject({
  users: v.optional(
    v.array(
      v.pipe(
        v.string("must be text"),
        v.regex(/^[\w.@+-]{1,100}$/, "must be an id: letters, digits and any of . @ + - _"),
      ),
      "must be a list of ids",
    ),
  ),
  everybody: v.optional(v.boolean("must be true or false")),
  levels: v.optional(
    v.pipe(
      v.array(v.picklist(LEVELS, `must be one of ${LEVELS.join(", ")}`), "must be a list of levels"),
      v.minLength(1, "must name at least one level, or be left out"),
    ),
  ),
});

const DestinationSettings = v.strictObject({
  kind: v.picklist(DESTINATION_KINDS, `must be one of ${DESTINATION_KINDS.join(", ")}`),
  severities: v.optional(Severities, {}),
  template: v.optional(TemplateTexts),
  mention: v.optional(MentionSettings),
  fallback: v.optional(FallbackSettings),
  formerly: v.optional(
    v.pipe(
      v.array(Name, "must be a list of names"),
      v.minLength(1, "must name at least one, or be left out"),
    ),
  ),
  retired: v.optional(v.boolean("must be true or false")),
  drill: v.optional(v.boolean("must be true or false")),
});

function isRange(text: string): boolean {
  const [address = "", bits = "32", ...more] = text.split("/");
  return !Number.isNaN(ipv4(address)) && /^\d{1,2}$/.test(bits) && Number(bits) <= 32 && more.length === 0;
}

const Generation = v.pipe(
  v.number("must be a number"),
  v.integer("must be a whole number"),
  v.minValue(1, "must be at least 1"),
  v.maxValue(1_000_000, "must be at most 1000000"),
);

const SourceSettings = v.strictObject({
  generation: Generation,
  deliverTo: v.array(Name, "must be a list of destinations"),
  routes: v.optional(routesSchema(Name, Severities, TemplateTexts, MentionSettings)),
  maintenance: v.optional(maintenanceSchema(isTimeZone)),
  inhibitions: v.optional(InhibitionsSchema),
  flapping: v.optional(FlappingSchema),
  matching: v.optional(v.picklist(["first", "all"], 'must be "first" or "all"')),
  expectedAccountId: v.optional(
    v.pipe(
      v.string("must be text: a number would lose digits"),
      v.regex(/^\d{1,32}$/, "must be the account's id, of digits only"),
    ),
  ),
  callers: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string("must be text"),
          v.check(isRange, (issue) => `must be an IPv4 range like 47.74.206.0/24, not "${issue.input}"`),
        ),
        "must be a list of IPv4 ranges",
      ),
      v.minLength(1, "must name at least one range, or be left out"),
    ),
  ),
  unrecognised: v.optional(v.picklist(["forward", "keep"], 'must be "forward" or "keep"')),
  tests: v.optional(v.picklist(["show", "count"], 'must be "show" or "count"')),
  language: v.optional(v.picklist(["en", "zh"], 'must be "en" or "zh"'), "en"),
  timeZone: v.optional(
    v.pipe(
      v.string("must be text"),
      v.check(isTimeZone, 'must be the IANA name of a time zone, such as "Asia/Shanghai"'),
    ),
  ),
  remindAfter: v.optional(v.number("must be a number of seconds")),
  closeAfter: v.optional(v.number("must be a number of seconds")),
  drill: v.optional(
    v.strictObject({
      schedule: v.optional(v.string("must be text")),
      level: v.optional(v.picklist(["CRITICAL", "WARN", "INFO"], "must be one of CRITICAL, WARN, INFO")),
      labels: v.optional(v.record(v.string(), v.string("must be text"))),
      within: v.optional(v.number("must be a number of seconds")),
    }),
  ),
  heartbeats: v.optional(
    v.record(v.string(), v.strictObject({ every: v.number(), missing: v.number("must be a number") })),
  ),
  accountName: Text,
  console: v.optional(v.picklist(SITES, `must be one of ${SITES.join(", ")}`)),
  severities: v.optional(v.record(Name, Severities), {}),
});

const PingSettings = v.strictObject({
  method: v.optional(v.picklist(["GET", "POST"], "must be GET or POST")),
  destinations: v.optional(
    v.pipe(
      v.array(Name, "must be a list of destinations"),
      v.minLength(1, "must name at least one destination, or be left out"),
    ),
  ),
});

const ConfigSchema = v.strictObject({
  destinations: v.record(Name, DestinationSettings),
  sources: v.record(Name, SourceSettings),
  operatorGeneration: v.optional(Generation),
  pings: v.optional(v.record(Name, PingSettings)),
  address: v.optional(v.string()),
  console: v.optional(v.strictObject({ language: v.optional(v.picklist(["en", "zh"])) })),
});

/** One thing wrong with a configuration: where, and what is allowed there. */
export interface Problem {
  /** Dotted path, e.g. `sources.production.deliverTo`. */
  path: string;
  /** Reads on from the path: "must be …" or "names …". */
  message: string;
}

/** Fails to compile when the schema and the type of the Worker's configuration drift apart. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const sameType: Same<v.InferOutput<typeof ConfigSchema>, RelayConfig> = true;
void sameType;

type Parsed = { ok: true; config: RelayConfig } | { ok: false; problems: Problem[] };

/** Reads a configuration and finds everything that is wrong with it, not only the first thing. */
export function parseConfig(input: unknown): Parsed {
  const result = v.safeParse(ConfigSchema, input);
  if (!result.success) {
    const problems = result.issues.map((issue) => ({
      path: v.getDotPath(issue) ?? "(whole configuration)",
      message:
        issue.type === "strict_object"
          ? `is not an argument here (expected ${issue.expected})`
          : issue.message,
    }));
    return { ok: false, problems };
  }
  const problems = crossCheck(result.output);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: result.output };
}

function crossCheck(config: RelayConfig): Problem[] {
  const problems: Problem[] = [];
  const names = Object.keys(config.destinations);
  const list = names.join(", ") || "none is declared";

  const checkWords = (path: string, kind: DestinationKind, words: Record<string, string>) => {
    const allowed = destinationOf(kind).setup.words;
    for (const [level, word] of Object.entries(words)) {
      if (!allowed.includes(word)) {
        const message =
          allowed.length === 0
            ? `can't be set: with ${kind} the vendor itself decides on it`
            : `must be one of ${allowed.join(", ")}, not "${word}"`;
        problems.push({ path: `${path}.${level}`, message });
      }
    }
  };

  for (const [name, { kind, severities, template }] of Object.entries(config.destinations)) {
    checkWords(`destinations.${name}.severities`, kind, severities);
    problems.push(...templateProblems(`destinations.${name}.template`, kind, template));
  }
  problems.push(
    ...fallbackProblems(config),
    ...formerProblems(config),
    ...pingProblems(config),
    ...drillProblems(config),
  );
  for (const [name, source] of Object.entries(config.sources)) {
    const unknown = (path: string, destination: string) =>
      problems.push({
        path: `sources.${name}.${path}`,
        message: `names "${destination}", which is no destination (${list})`,
      });
    // The source itself, and each of its routes.
    const check = (
      path: string,
      { deliverTo, severities = {} }: Pick<RouteConfig, "deliverTo" | "severities">,
    ) => {
      const repeated = deliverTo.find((to, index) => deliverTo.indexOf(to) !== index);
      if (repeated)
        problems.push({ path: `sources.${name}.${path}deliverTo`, message: `names "${repeated}" twice` });
      for (const to of deliverTo) {
        if (!names.includes(to)) unknown(`${path}deliverTo`, to);
      }
      for (const [to, words] of Object.entries(severities)) {
        const destination = config.destinations[to];
        if (destination) checkWords(`sources.${name}.${path}severities.${to}`, destination.kind, words);
        else unknown(`${path}severities`, to);
      }
    };
    check("", source);
    for (const [index, { cause, effects }] of (source.inhibitions ?? []).entries())
      for (const [side, when] of Object.entries({ cause, effects }))
        for (const [condition, message] of wrongPatterns(when))
          problems.push({ path: `sources.${name}.inhibitions.${index}.${side}.${condition}s`, message });
    for (const [index, { when }] of (source.flapping ?? []).entries())
      for (const [condition, message] of wrongPatterns(when))
        problems.push({ path: `sources.${name}.flapping.${index}.when.${condition}`, message });
    for (const [index, { when }] of (source.maintenance ?? []).entries())
      for (const [condition, message] of wrongPatterns(when))
        problems.push({ path: `sources.${name}.maintenance.${index}.when.${condition}`, message });
    for (const [index, route] of (source.routes ?? []).entries()) {
      check(`routes.${index}.`, route);
      for (const to of route.deliverTo) {
        const kind = config.destinations[to]?.kind;
        if (kind)
          problems.push(
            ...templateProblems(`sources.${name}.routes.${index}.template`, kind, route.template),
          );
      }
      for (const [condition, message] of wrongPatterns(route.when))
        problems.push({ path: `sources.${name}.routes.${index}.when.${condition}`, message });
    }
  }
  return problems;
}

function templateProblems(path: string, kind: DestinationKind, template: Template | undefined): Problem[] {
  if (template && destinationOf(kind).setup.words.length === 0)
    return [{ path, message: `can't be given: with ${kind} the vendor itself writes the texts` }];
  return Object.entries(template ?? {}).flatMap(([part, text]) => {
    const unknown = fieldsIn(text ?? "").find((field) => !(FIELDS as readonly string[]).includes(field));
    if (unknown === undefined) return [];
    const guess = nearest(unknown, FIELDS);
    const meant = guess ? `; did you mean "{${guess}}"?` : "";
    return [
      {
        path: `${path}.${part}`,
        message: `names "{${unknown}}", which is no field (${FIELDS.join(", ")})${meant}`,
      },
    ];
  });
}
