import { spanText } from "../../components/vocabulary/duration.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import type { CallbackTarget } from "../../program/model/callback.ts";
import type { EventRule } from "../../program/model/event-rules.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { record, text } from "../../program/model/values.ts";
import { code, codes } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { sayParameters } from "./callback.ts";
import { offText, sayEnabled } from "./enabled.ts";
import { sayLabels } from "./labels.ts";
import { sayPaged } from "./renamed.ts";

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
  { covers: inputs("ruleName", "description"), say: sayNames },
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
    covers: inputs("eventPattern.sqlFilter"),
    say: ({ resource: before }, { resource: after }) => sayFilter(filterOf(before), filterOf(after)),
  },
  {
    covers: inputs("groupId"),
    say: ({ resource: before }, { resource: after }) =>
      before.inputs.groupId === after.inputs.groupId
        ? []
        : [
            after.inputs.groupId === undefined
              ? note("{it} listens to events of every resource, no longer of an application group alone")
              : risk(
                  `{it} listens only to events of the application group ${code(String(after.inputs.groupId))}`,
                ),
          ],
  },
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

/** A description is the name, unless somebody wrote another. */
function sayNames(before: EventRule, after: EventRule): Sentence[] {
  const [from, to] = [before.resource.inputs.description, after.resource.inputs.description];
  return [
    ...(before.ruleName === after.ruleName
      ? []
      : [
          note(`{it} is called ${code(after.ruleName)} in notifications, no longer ${code(before.ruleName)}`),
        ]),
    ...(from === to || to === after.ruleName ? [] : [note("{it} is described otherwise")]),
  ];
}

const filterOf = ({ inputs: given }: Resource) => text(record(given.eventPattern).sqlFilter);

function sayFilter(before: string | undefined, after: string | undefined): Sentence[] {
  if (before === after) return [];
  if (after === undefined)
    return [note(`{it} listens to all of these events, no longer only to ${code(before ?? "")}`)];
  return [
    risk(
      `{it} listens only to events that match ${code(after)}${before === undefined ? "" : ` (was ${code(before)})`}`,
    ),
  ];
}

function sayGroups(before: EventRule, after: EventRule, sides: Sides): Sentence[] {
  return sayPaged(listChange(before.contactGroups, after.contactGroups), "events", sides);
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
