import { candidates, hasSummary, probeAt } from "./begin.ts";
import { deathOf, dueAt } from "./choice.ts";
import { passesAt } from "./fallback.ts";
import { handsOnAt } from "./hand-on.ts";
import { asWaiting, incidentItem } from "./item.ts";
import { opensAt } from "./line.ts";
import type { Memory } from "./memory.ts";
import { isRenewed } from "./replay.ts";
import { changesAt } from "./trouble.ts";

/** How often a vendor is reminded that forgets what is open. */
const REFRESH_EVERY = 6 * 60 * 60_000;

/**
 * How often it looks whether it is still declared, in milliseconds, while something is left: one that was removed
 * while nothing could be sent is woken by nobody else.
 */
const LOOK_EVERY = 15 * 60_000;

/** Reminds a vendor that forgets. */
export function refresh(memory: Memory): void {
  const { store, destination, world } = memory;
  if (!destination?.forgets) return;
  const now = world.now();
  for (const incident of store.toldBefore(now - REFRESH_EVERY))
    memory.put(incidentItem({ ...incident, wants: "refresh", since: now }));
}

/** When there is something to do next; infinite if never. */
export function nextAt(memory: Memory): number {
  const { desk, pace, destination, store, world, waiting, fallback } = memory;
  if (memory.heir !== undefined) return Number.POSITIVE_INFINITY;
  const now = world.now();
  const { line, over } = desk;
  const opens = opensAt(line, pace, now);
  const { due, parked } = candidates(memory);
  const times = due.map((each) => Math.max(opens, dueAt(each, line)));
  if (parked.length > 0 && due.length === 0) times.push(Math.max(opens, probeAt(parked)));
  if (over && !hasSummary(memory)) times.push(opens);
  if (memory.isNeeded) times.push(handsOnAt(memory), now + LOOK_EVERY);
  for (const item of waiting.values()) {
    if (!line.paused && destination) times.push(deathOf(asWaiting(item), line));
    if ("incident" in item) times.push(passesAt(item.incident, line, fallback));
  }
  if (isRenewed(memory)) times.push(now);
  if (destination) times.push(changesAt(desk.notices, line, desk.death));
  const told = destination?.forgets ? store.firstTold() : undefined;
  if (told !== undefined) times.push(told + REFRESH_EVERY);
  return Math.max(now, Math.min(Number.POSITIVE_INFINITY, ...times));
}
