import type { MessageKind } from "../destinations/destination.ts";
import { compareLevels, type Level } from "../level.ts";
import { remember } from "./attempts.ts";
import type { AlertLetter } from "./letter.ts";
import type { Untold } from "./untold.ts";

/**
 * One incident at one destination: what the vendor knows of it and what it should know. Superseding,
 * the order of an incident's messages, deduplication and "it may have arrived" all follow from these two,
 * and an incident that the vendor knows to be over needs no row. Data and pure functions.
 */
export interface Incident extends Untold {
  /** `perhaps`: a try had no answer, so the vendor may have it. */
  known: "nothing" | "perhaps" | "open";
  /** The level that it was told last. */
  knownLevel: Level | null;
  /** What to tell next. Null: nothing waits. Of what is known as nothing, that its opening is a dead letter. */
  wants: Wanted | null;
  toldAt: number | null;
  /** What the adapter asked to remember. */
  memory: string | null;
  /** Of what the destination's object says itself: whether it ends there, or is resolved as soon as it is told. */
  own: "once" | "resolves" | null;
  /** Where it came from if not from its source: a `Detour`, as JSON. */
  via: string | null;
  /** Who else is told of it from here: `PassedOn`, as JSON. */
  passed: string | null;
}

/** `refresh`: nothing new, for a vendor that forgets what it is not reminded of. */
export type Wanted = "open" | "resolved" | "refresh";

export const NOT_TRIED = {
  ...{ tries: 0, triedAt: null, failedAt: null, losses: 0, dueAt: 0, reason: null, history: null },
} as const;

/** What a letter makes of an incident. */
export type Taken =
  | { incident: Incident }
  /** It opened and was resolved, and nothing of it can have arrived: nobody is paged for it any more. */
  | { over: Incident }
  /** It is over, and the vendor never knew of it. */
  | { unknown: true };

/** `underWay`: a try of it has gone out and is not answered yet. */
export function take(
  known: Incident | undefined,
  source: string,
  letter: AlertLetter & { number: number },
  now: number,
  underWay = false,
): Taken {
  const { key, level, number, at, receivedAt, openedAt } = letter;
  const via = letter.via ? JSON.stringify(letter.via) : null;
  const news = { level, number, at, receivedAt, openedAt, via };
  if (letter.news === "resolved") {
    if (!known) return { unknown: true };
    const before: Incident = underWay && known.known === "nothing" ? { ...known, known: "perhaps" } : known;
    if (before.known === "nothing") return before.wants === null ? { unknown: true } : { over: before };
    return { incident: { ...waiting(before, now), ...news, wants: "resolved" } };
  }
  const begun: Incident = known ?? {
    key,
    source,
    known: "nothing",
    knownLevel: null,
    wants: null,
    ...news,
    since: now,
    ...NOT_TRIED,
    trail: null,
    toldAt: null,
    memory: null,
    own: null,
    passed: null,
  };
  const { tried } = letter;
  const mayKnow = tried && tried.attempts > 0 && begun.known === "nothing";
  return {
    incident: {
      ...waiting(begun, now),
      ...news,
      ...(tried && { tries: tried.attempts, reason: tried.reason }),
      known: mayKnow ? "perhaps" : begun.known,
      wants: "open",
    },
  };
}

/** The incident with something new to tell: what failed before was another message. */
function waiting(incident: Incident, now: number): Incident {
  const { tries, triedAt, failedAt, reason, history } = incident;
  const goesOn = incident.wants !== null && incident.wants !== "refresh";
  const failed = goesOn ? { tries, triedAt, failedAt, reason, history } : {};
  return { ...incident, ...NOT_TRIED, ...failed, since: goesOn ? incident.since : now };
}

/** The message that tells a vendor what it should know. */
export function kindOf({ known, wants }: Incident): MessageKind {
  if (wants === "resolved") return "resolved";
  if (wants === "refresh") return "refreshed";
  return known === "open" ? "updated" : "opened";
}

/** Whether people don't know yet how bad it is. */
export function isWorse({ wants, known, knownLevel, level }: Incident): boolean {
  return (
    wants === "open" && (known !== "open" || knownLevel === null || compareLevels(level, knownLevel) > 0)
  );
}

/** What a try came to, apart from what it means for the destination as a whole. */
export type Result =
  | { outcome: "delivered"; memory?: string | undefined }
  | Failure
  /** It will not be tried again. */
  | { outcome: "dead" };

export interface Failure {
  outcome: "failed";
  reason: string;
  /** HTTP status of the answer; null: there was none. */
  status: number | null;
  /** It had no answer, so it may have arrived. */
  lost: boolean;
  /** Not again before. */
  dueAt: number;
  memory?: string | undefined;
}

/** What is left of an incident after a try; undefined if the vendor knows all there is to know. */
export type Settled = Incident | { over: Incident } | undefined;

/**
 * What a try of `sent` came to. Meanwhile `incident` may have got something newer to tell, which then
 * still waits.
 */
export function settle(sent: Incident, incident: Incident, result: Result, now: number): Settled {
  const current = incident.number === sent.number && incident.wants === sent.wants;
  const failed = {
    tries: incident.tries + 1,
    triedAt: now,
    failedAt: incident.failedAt ?? now,
  };
  switch (result.outcome) {
    case "delivered": {
      if (sent.wants === "resolved" || sent.own === "once") return undefined;
      const told: Incident = {
        ...incident,
        known: "open",
        knownLevel: sent.level,
        toldAt: now,
        memory: result.memory ?? incident.memory,
      };
      if (!current) return { ...waiting({ ...told, wants: null }, incident.since), wants: told.wants };
      if (told.own === "resolves") return { ...told, ...NOT_TRIED, wants: "resolved", since: now };
      return { ...told, ...NOT_TRIED, wants: null };
    }
    case "failed": {
      const { reason, status, lost, dueAt, memory = incident.memory } = result;
      const after: Incident = {
        ...incident,
        ...failed,
        memory,
        known: known(sent, incident, lost),
        losses: current ? incident.losses + Number(lost) : incident.losses,
        dueAt: current ? dueAt : incident.dueAt,
        reason,
        history: remember(incident.history, { at: now, status, reason }),
      };
      return after.known === "nothing" && after.wants === "resolved" ? { over: after } : after;
    }
    case "dead": {
      const after = { ...incident, known: known(sent, incident, false) };
      if (!current) return after.known === "nothing" && after.wants === "resolved" ? undefined : after;
      // The recovery was the last thing to tell.
      return sent.wants === "resolved" ? undefined : { ...after, ...NOT_TRIED, wants: null };
    }
  }
}

/** What the vendor knows after a try that failed. */
function known(sent: Incident, incident: Incident, lost: boolean): Incident["known"] {
  if (lost) return incident.known === "open" ? "open" : "perhaps";
  // While it was under way it might have arrived; now it is certain that it did not.
  return sent.known === "nothing" ? "nothing" : incident.known;
}
