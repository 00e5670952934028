import { spanText } from "../../components/vocabulary/duration.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { type Callback, readCallback } from "../meaning/callback.ts";
import { receiverOf } from "../meaning/receiver.ts";
import { code, codes } from "../meaning/words.ts";
import { type Facet, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { sayParameters } from "./callback.ts";
import { sayLabels } from "./labels.ts";

/** What is read of an `EventRule`. */
interface EventRule {
  /** Name that people see, without the component's hash of what replaces the rule. */
  name: string;
  enabled: boolean;
  product: string;
  /** By the part of the pattern. Empty: every one. */
  patterns: Record<(typeof PATTERNS)[number]["input"], string[]>;
  groups: string[];
  /** URLs of webhook targets: only ever compared. */
  urls: string[];
  /** Seconds. */
  mutePeriod: number;
}

const PATTERNS = [
  { input: "levelLists", what: "levels" },
  { input: "eventTypeLists", what: "event types" },
  { input: "nameLists", what: "events" },
] as const;

function readEventRule({ inputs: given }: Resource): EventRule {
  const pattern = (given.eventPattern ?? {}) as Record<string, unknown>;
  const list = (value: unknown) => ((value ?? []) as string[]).filter((each) => each !== "*").sort();
  const targets = (value: unknown) => (value ?? []) as Record<string, string>[];
  return {
    name: stableName(String(given.ruleName ?? "")),
    enabled: given.status !== "DISABLED",
    product: String(pattern.product ?? ""),
    patterns: {
      levelLists: list(pattern.levelLists),
      eventTypeLists: list(pattern.eventTypeLists),
      nameLists: list(pattern.nameLists),
    },
    groups: [
      ...new Set(targets(given.contactParameters).flatMap(({ contactGroupName }) => contactGroupName ?? [])),
    ],
    urls: targets(given.webhookParameters).flatMap(({ url }) => url ?? []),
    mutePeriod: Number(given.silenceTime ?? 0),
  };
}

export function eventRuleFacets(): Facet<Resource>[] {
  return FACETS.map(({ covers, say }) => ({
    covers,
    say: (before, after, sides) => say(readEventRule(before), readEventRule(after), sides),
  }));
}

export function describeEventRule(resource: Resource): string {
  const rule = readEventRule(resource);
  const patterns = PATTERNS.map(({ input, what }) => `${what} ${codes(rule.patterns[input]) || "all"}`);
  const off = rule.enabled ? "" : "; it is switched off";
  return `events of ${code(rule.product)}: ${patterns.join(", ")}; pages ${codes(rule.groups) || "nobody"}${off}`;
}

const FACETS: Facet<EventRule>[] = [
  {
    covers: inputs("status"),
    say: (before, after) =>
      before.enabled === after.enabled
        ? []
        : [
            after.enabled
              ? note("{it} is switched on")
              : risk("{it} is switched off: it does not fire at all"),
          ],
  },
  { covers: inputs("contactParameters"), say: sayGroups },
  { covers: inputs("webhookParameters"), say: sayWebhooks },
  {
    covers: inputs("ruleName"),
    say: (before, after) =>
      before.name === after.name
        ? []
        : [note(`{it} is called ${code(after.name)} in notifications, no longer ${code(before.name)}`)],
  },
  {
    covers: inputs("eventPattern.product"),
    say: (before, after) =>
      before.product === after.product
        ? []
        : [note(`{it} listens to events of ${code(after.product)} instead of ${code(before.product)}`)],
  },
  ...PATTERNS.map(({ input, what }) => ({
    covers: inputs(`eventPattern.${input}`),
    say: (before: EventRule, after: EventRule) =>
      sayPattern(what, before.patterns[input], after.patterns[input]),
  })),
  {
    covers: inputs("silenceTime"),
    say: (before, after) =>
      before.mutePeriod === after.mutePeriod
        ? []
        : [
            note(
              `{it} is quiet for ${spanText(after.mutePeriod)} after an event, instead of ${spanText(before.mutePeriod)}`,
            ),
          ],
  },
];

function sayPattern(what: string, before: string[], after: string[]): Sentence[] {
  if (before.length === 0 && after.length > 0)
    return [risk(`{it} listens only to the ${what} ${codes(after)}, no longer to all`)];
  if (before.length > 0 && after.length === 0)
    return [note(`{it} listens to all ${what}, not only ${codes(before)}`)];
  const { gone, come } = listChange(before, after);
  return [
    ...(gone.length > 0 ? [risk(`{it} no longer listens to the ${what} ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`{it} now also listens to the ${what} ${codes(come)}`)] : []),
  ];
}

function sayGroups(before: EventRule, after: EventRule): Sentence[] {
  const { gone, come } = listChange(before.groups, after.groups);
  return [
    ...(gone.length > 0
      ? [risk(`${codes(gone)} ${gone.length === 1 ? "is" : "are"} no longer paged for events by {it}`)]
      : []),
    ...(come.length > 0
      ? [note(`${codes(come)} ${come.length === 1 ? "is" : "are"} now paged for events by {it}`)]
      : []),
  ];
}

function sayWebhooks(before: EventRule, after: EventRule, sides: Sides): Sentence[] {
  const [old, now] = [before.urls, after.urls].map((urls) => urls.flatMap((url) => readCallback(url) ?? []));
  const targets = (callbacks: Callback[] = []) => callbacks.map((each) => placeOf(each));
  const { gone, come } = listChange(targets(old), targets(now));
  const sentences = [
    ...(gone.length > 0 ? [risk(`events of {it} no longer go to ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`events of {it} now go to ${codes(come)}`)] : []),
  ];
  const pairs = (now ?? []).flatMap((callback) => {
    const former = old?.find((each) => placeOf(each) === placeOf(callback));
    return former ? [{ former, callback }] : [];
  });
  for (const { former, callback } of pairs) {
    if (former.key !== callback.key) {
      const keys = `${code(former.key ?? "the rule's name")} → ${code(callback.key ?? "the rule's name")}`;
      sentences.push(
        risk(`the dedup identity of {it} changes (${keys}): open incidents will not resolve by themselves`),
      );
    }
    sentences.push(...sayLabels(former.labels, callback.labels), ...sayParameters(former, callback));
  }
  if (sentences.length > 0) return sentences;
  const told = (now ?? []).every((callback) => receiverOf(sides.after.receivers, callback));
  return told ? [] : [note("the callback URL of {it} changes")];
}

function placeOf({ source, host }: Callback): string {
  return source === undefined ? host : `source ${source}`;
}
