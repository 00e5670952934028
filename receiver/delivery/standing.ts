import type { Overview } from "../api/shapes.ts";
import { iso } from "../destinations/text.ts";
import type { Memory } from "./memory.ts";
import { stateOf } from "./report.ts";
import { DOWN_AFTER } from "./trouble.ts";

/** How long something may wait before a destination is called slow, in milliseconds. */
const SLOW_AFTER = 60_000;

/** Where a destination stands, for an overview. */
export function standingOf(memory: Memory): Overview["destinations"][string] {
  const { desk, world, kind = desk.kind, isRetired } = memory;
  const { paused, refused, downSince, upAt, triedAt } = desk.line;
  const { troubles, waiting, deadLetters, answeredAt } = stateOf(memory);
  const now = world.now();
  const waitsLong = waiting.oldest !== null && Date.parse(waiting.oldest) + SLOW_AFTER <= now;
  const standing = (): { state: Overview["destinations"][string]["state"]; since: number | null } => {
    if (paused) return { state: "held", since: paused.since };
    if (refused) return { state: "refused", since: refused.since };
    if (downSince !== null && now >= downSince + DOWN_AFTER) return { state: "down", since: downSince };
    if (downSince !== null) return { state: "slow", since: downSince };
    if (waitsLong) return { state: "slow", since: Date.parse(waiting.oldest ?? "") };
    if (isRetired) return { state: "retired", since: null };
    return { state: upAt === 0 && triedAt === 0 ? "unused" : "up", since: null };
  };
  const { state, since } = standing();
  return {
    kind: kind ?? "",
    state,
    since: since === null ? null : iso(since),
    troubles,
    waiting,
    deadLetters,
    answeredAt,
    refusal: refused && { at: iso(refused.since), reason: refused.reason },
  };
}
