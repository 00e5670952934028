import type { Waiting } from "../../../receiver/delivery/choice.ts";
import type { Incident } from "../../../receiver/delivery/incident.ts";
import type { AlertLetter } from "../../../receiver/delivery/letter.ts";

/** A page that waits, with what a test wants to be different. */
export function waiting(changes: Partial<Waiting>): Waiting {
  return {
    ...{ key: "k", source: "production", kind: "opened", isWorse: true, isOwn: false, level: "critical" },
    ...{ openedAt: 0, number: 1, since: 0, tries: 0, triedAt: null, losses: 0, dueAt: 0 },
    ...changes,
  };
}

/** A letter of an incident that opened at 0. */
export function letter(
  news: AlertLetter["news"],
  number: number,
  changes: Partial<AlertLetter> = {},
): AlertLetter & { number: number } {
  const at = number * 1000;
  return {
    ...{ what: "alert", key: "k", news, number, level: "critical", at, receivedAt: at, openedAt: 0 },
    alert: undefined,
    ...changes,
  };
}

/** An incident that the vendor knows to be open, and about which nothing waits. */
export const KNOWN: Incident = {
  ...{
    key: "k",
    source: "production",
    known: "open",
    knownLevel: "critical",
    wants: null,
    level: "critical",
  },
  ...{ number: 1, at: 1000, receivedAt: 1000, openedAt: 0, since: 1000 },
  ...{ tries: 0, triedAt: null, failedAt: null, losses: 0, dueAt: 0, reason: null, history: null },
  ...{ trail: null, toldAt: 1000, memory: null, own: null, via: null, passed: null },
};
