import { spanText } from "../../components/vocabulary/duration.ts";
import type { CallbackTarget } from "../../program/model/callback.ts";
import type { EventRule } from "../../program/model/event-rules.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { code, codes } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { sayParameters } from "./callback.ts";
import { offText, sayEnabled } from "./enabled.ts";
import { sayLabels } from "./labels.ts";

const PATTERNS = [
  { field: "levels", input: "levelLists", what: "levels" },
  { field: "types", input: "eventTypeLists", what: "event types" },
  { field: "names", input: "nameLists", what: "events" },
] as const;

/** Of a part of the pattern; empty for every one. */
function patternOf(rule: EventRule, { field }: (typeof PATTERNS)[number]): string[] {
  return [...rule[field]].sort();
}

export function describeEventRule(rule: EventRule): string {
  const patterns = PATTERNS.map((part) => `${part.what} ${codes(patternOf(rule, part)) || "all"}`);
  return `events of ${code(rule.product)}: ${patterns.join(", ")}; pages ${codes(rule.contactGroups) || "nobody"}${offText(rule)}`;
}

export const EVENT_RULE_ASPECTS: Aspect<EventRule>[] = [
  { covers: inputs("status"), say: sayEnabled },
  { covers: inputs("contactParameters"), say: sayGroups },
  { covers: inputs("webhookParameters"), say: sayWebhooks },
  {
    covers: inputs("ruleName"),
    say: (before, after) =>
      before.ruleName === after.ruleName
        ? []
        : [
            note(
              `{it} is called ${code(after.ruleName)} in notifications, no longer ${code(before.ruleName)}`,
            ),
          ],
  },
  {
    covers: inputs("eventPattern.product"),
    say: (before, after) =>
      before.product === after.product
        ? []
        : [note(`{it} listens to events of ${code(after.product)} instead of ${code(before.product)}`)],
  },
  ...PATTERNS.map((part) => ({
    covers: inputs(`eventPattern.${part.input}`),
    say: (before: EventRule, after: EventRule) =>
      sayPattern(part.what, patternOf(before, part), patternOf(after, part)),
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
  const { gone, come } = listChange(before.contactGroups, after.contactGroups);
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
  const [old, now] = [before.callbacks, after.callbacks];
  const { gone, come } = listChange(old.map(placeOf), now.map(placeOf));
  const sentences = [
    ...(gone.length > 0 ? [risk(`events of {it} no longer go to ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`events of {it} now go to ${codes(come)}`)] : []),
  ];
  const pairs = now.flatMap((callback) => {
    const earlier = old.find((each) => placeOf(each) === placeOf(callback));
    return earlier ? [{ earlier, callback }] : [];
  });
  for (const { earlier, callback } of pairs) {
    if (earlier.rule !== callback.rule) {
      const keys = `${code(earlier.rule ?? "the rule's name")} → ${code(callback.rule ?? "the rule's name")}`;
      sentences.push(
        risk(`the dedup identity of {it} changes (${keys}): open incidents will not resolve by themselves`),
      );
    }
    sentences.push(...sayLabels(earlier.labels, callback.labels), ...sayParameters(earlier, callback));
  }
  if (sentences.length > 0) return sentences;
  const told = now.every((callback) => receiverOf(sides.after.receivers, callback));
  return told ? [] : [note("the callback URL of {it} changes")];
}

function placeOf({ source, host }: CallbackTarget): string {
  return source === undefined ? host : `source ${source}`;
}
