import type { EventBridgeRule } from "../../program/model/event-bridge-rules.ts";
import { code, codes } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence } from "./aspect.ts";
import { offText, sayEnabled } from "./enabled.ts";

export const EVENT_BRIDGE_RULE_ASPECTS: Aspect<EventBridgeRule>[] = [
  { covers: inputs("status"), say: sayEnabled },
  {
    covers: inputs("filterPattern"),
    say: (before, after) => [
      ...sayList("events of", before.sources, after.sources),
      ...sayNames(before.names, after.names),
    ],
  },
  {
    covers: inputs("targets"),
    say: (before, after) => {
      if (before.deadLetterQueue === after.deadLetterQueue) return [];
      return [
        after.deadLetterQueue === undefined
          ? risk("what {it} could not deliver within a day is lost: it has no dead-letter queue any more")
          : note(
              `what {it} could not deliver within a day goes to ${code(after.deadLetterQueue)} instead of ${before.deadLetterQueue === undefined ? "nowhere" : code(before.deadLetterQueue)}`,
            ),
      ];
    },
  },
];

function sayNames(before: readonly string[], after: readonly string[]): Sentence[] {
  if (before.length === 0 && after.length > 0)
    return [risk(`{it} listens to ${codes(after)} only, and no longer to every event`)];
  if (before.length > 0 && after.length === 0) return [note("{it} listens to every event")];
  return sayList("the events", before, after);
}

function sayList(what: string, before: readonly string[], after: readonly string[]): Sentence[] {
  const { gone, come } = listChange(before, after);
  return [
    ...(gone.length > 0 ? [risk(`{it} no longer listens to ${what} ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`{it} listens to ${what} ${codes(come)} too`)] : []),
  ];
}

/** `events of acs.ecs, by EventBridge: all`. */
export function describeEventBridgeRule(rule: EventBridgeRule): string {
  return `events of ${codes(rule.sources) || "every source"}, by EventBridge: ${codes(rule.names) || "all"}${offText(rule)}`;
}
