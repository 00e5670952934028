import type { MessageKind } from "../destinations/destination.ts";
import { LEVELS, type Level } from "../level.ts";
import { isProbing, type Line } from "./line.ts";
import { RECOVERY_TRIED_FOR, REFUSED_FOR, TRIED_FOR } from "./schedule.ts";

/** What the choice of the next message looks at. */
export interface Waiting {
  /** Of all that waits with this name only the oldest may go. */
  key: string;
  source: string;
  kind: MessageKind;
  /** Whether people learn from it that something is worse than they know. */
  isWorse: boolean;
  /** Says nothing about one incident: a summary. */
  isOwn: boolean;
  level: Level;
  openedAt: number;
  number: number;
  since: number;
  tries: number;
  triedAt: number | null;
  losses: number;
  dueAt: number;
}

/** Different messages that have failed in a row: after these it is not the message. */
const BREAKS_AFTER = 5;

/** Tries without an answer after which people might read a message a third time. */
const MOST_LOSSES = 2;

/**
 * Whether a message has to wait for a sign that the chat is there: it went out twice and may have been
 * read twice. `readByPeople`: the vendor can't tell a repeated message.
 */
export function isParked(each: Waiting, line: Line, readByPeople: boolean): boolean {
  return readByPeople && each.losses >= MOST_LOSSES && line.upAt <= (each.triedAt ?? 0);
}

/** When it may go, as far as it alone is concerned. What failed before the vendor was back, may now. */
export function dueAt({ dueAt, triedAt }: Waiting, { backAt }: Line): number {
  return triedAt !== null && triedAt < backAt ? 0 : dueAt;
}

/** When it is given up. */
export function deathOf({ kind, since }: Waiting, { refused }: Line): number {
  if (kind === "refreshed") return Number.POSITIVE_INFINITY;
  return since + (kind === "resolved" ? RECOVERY_TRIED_FOR : refused ? REFUSED_FOR : TRIED_FOR);
}

/**
 * The next message: what is alive and worst first, then the newest; within a level sources take turns.
 * While the destination does not answer it is another message each time, until five have failed: one that
 * the vendor chokes on must not stand for all. After that these five find out, so that as few as possible
 * may have arrived unnoticed.
 *
 * `served`: when each source had its last turn, in any unit.
 */
export function choose<Each extends Waiting>(
  due: readonly Each[],
  line: Line,
  served: ReadonlyMap<string, number>,
): Each | undefined {
  const urgent = (a: Each, b: Each) => byUrgency(a, b, line, served);
  const order = isProbing(line) ? (a: Each, b: Each) => byProbe(a, b, line) || urgent(a, b) : urgent;
  let best: Each | undefined;
  for (const each of due) if (!best || order(each, best) < 0) best = each;
  return best;
}

function byProbe(a: Waiting, b: Waiting, { failures }: Line): number {
  if (failures < BREAKS_AFTER) return a.tries - b.tries;
  const tried = Number(b.tries > 0) - Number(a.tries > 0);
  return tried || (a.triedAt ?? 0) - (b.triedAt ?? 0);
}

function byUrgency(a: Waiting, b: Waiting, line: Line, served: ReadonlyMap<string, number>): number {
  return (
    classOf(a, line) - classOf(b, line) ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    (served.get(a.source) ?? 0) - (served.get(b.source) ?? 0) ||
    b.openedAt - a.openedAt ||
    b.number - a.number
  );
}

/** What wakes somebody comes first, then what lets them sleep again. */
function classOf({ kind, isWorse, isOwn, triedAt }: Waiting, { backAt }: Line): number {
  // What fails while others arrive takes only what they leave.
  if (triedAt !== null && triedAt >= backAt) return 4;
  if (isOwn) return 3;
  return isWorse ? 0 : kind === "resolved" ? 1 : kind === "updated" ? 2 : 3;
}
