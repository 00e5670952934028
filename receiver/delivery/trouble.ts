import { iso } from "../destinations/text.ts";
import { isProbing, type Line } from "./line.ts";

/** How long a destination may not answer before others hear of it. */
export const DOWN_AFTER = 10 * 60_000;

/** How long a dead letter is news. */
const DEAD_FOR = 24 * 60 * 60_000;

/** What is wrong with a destination as a whole. */
export interface Trouble {
  what: "refused" | "down" | "dead";
  since: number;
  reason: string | null;
}

/** A trouble that others have been told of, and when. */
export interface Told {
  what: Trouble["what"];
  at: number;
}

/** What was told: of the access to the vendor, and of dead letters. */
export type Notices = { [about in "access" | "dead"]: Told | null };

/** The newest dead letter. */
export interface Death {
  at: number;
  reason: string;
}

/** What is to be told now, and what has been told then. */
export interface Change {
  about: keyof Notices;
  news: "opened" | "updated" | "resolved";
  trouble: Trouble;
  /** When others were told first. */
  since: number;
  told: Told | null;
}

export function troublesOf(line: Line, death: Death | null, now: number): Trouble[] {
  const { refused, downSince } = line;
  const troubles: Trouble[] = [];
  if (refused) troubles.push({ what: "refused", since: refused.since, reason: refused.reason });
  else if (downSince !== null && now >= downSince + DOWN_AFTER)
    troubles.push({ what: "down", since: downSince, reason: null });
  if (death && now < death.at + DEAD_FOR)
    troubles.push({ what: "dead", since: death.at, reason: death.reason });
  return troubles;
}

/** Each trouble is told when it begins, when it becomes another one, and when it is over. */
export function changesOf(told: Notices, line: Line, death: Death | null, now: number): Change[] {
  const troubles = troublesOf(line, death, now);
  const dead = troubles.find(({ what }) => what === "dead");
  const access = troubles.find(({ what }) => what !== "dead");
  // Until something arrives nobody knows that it is over.
  const still = !access && isProbing(line);
  return [
    ...(still ? [] : change("access", told.access, access, now)),
    ...change("dead", told.dead, dead, now),
  ];
}

function change(
  about: Change["about"],
  before: Told | null,
  trouble: Trouble | undefined,
  now: number,
): Change[] {
  if (trouble?.what === before?.what) return [];
  const since = before?.at ?? now;
  if (trouble)
    return [
      { about, news: before ? "updated" : "opened", trouble, since, told: { what: trouble.what, at: since } },
    ];
  const over: Trouble = { what: before?.what ?? "down", since, reason: null };
  return [{ about, news: "resolved", trouble: over, since, told: null }];
}

/** When something is to be told of that only time brings about; infinite if nothing is. */
export function changesAt(told: Notices, line: Line, death: Death | null): number {
  const times: number[] = [Number.POSITIVE_INFINITY];
  if (line.refused) {
    if (told.access?.what !== "refused") times.push(line.refused.since);
  } else if (line.downSince !== null && told.access?.what !== "down") times.push(line.downSince + DOWN_AFTER);
  if (death && told.dead) times.push(death.at + DEAD_FOR);
  return Math.min(...times);
}

/** For whoever watches the relay: what an operator may have forgotten. */
export function heldTexts({ paused }: Line): string[] {
  return paused ? [`is held since ${iso(paused.since)}${paused.by ? ` (${paused.by})` : ""}`] : [];
}

const WORDS: Record<Trouble["what"], string> = {
  refused: "refuses access since",
  down: "does not answer since",
  dead: "has dead letters, the newest of",
};

/** For whoever watches the relay: `refuses access since 2026-11-20T08:00:00.000Z: HTTP 401`. */
export function troubleText({ what, since, reason }: Trouble): string {
  return `${WORDS[what]} ${iso(since)}${reason ? `: ${reason}` : ""}`;
}
