import type { Attempt, Told } from "../api/shapes.ts";
import { iso } from "../destinations/text.ts";
import { dueAt } from "./choice.ts";
import { asWaiting, bodyOf } from "./item.ts";
import { opensAt } from "./line.ts";
import type { Memory } from "./memory.ts";
import { readTrail, type Tried } from "./trail.ts";

/** What this destination knows of an incident, with every try to tell it. */
export function trailOf(memory: Memory, key: string): Told {
  const { store, waiting, desk, pace, world } = memory;
  const incident = store.incident(key);
  const item = waiting.get(key);
  const dead = store.deadOf(key).map(({ seq }) => seq);
  const trails = [...store.pastOf(key), ...(incident ? [incident.trail] : [])].map(readTrail);
  const tries = trails.flatMap(({ first, last }) => [...first, ...last]);
  const opens = Math.max(world.now(), opensAt(desk.line, pace, world.now()));
  const next = item ? Math.max(opens, dueAt(asWaiting(item), desk.line)) : Number.NaN;
  const isTold = incident?.known === "open";
  const arrived = tries.some(({ outcome }) => outcome === "delivered");
  return {
    state: item ? "waiting" : dead.length > 0 ? "dead" : isTold ? "told" : arrived ? "over" : "nothing",
    toldAt: incident?.toldAt ? iso(incident.toldAt) : lastArrival(tries),
    attempts: tries.map(shown),
    count: trails.reduce((sum, { counts }) => sum + counts.delivered + counts.retry + counts.rejected, 0),
    nextTry: Number.isFinite(next) ? iso(next) : null,
    reason: item ? (bodyOf(item).reason ?? desk.line.refused?.reason ?? null) : null,
    deadLetters: dead,
  };
}

function lastArrival(tries: Tried[]): string | null {
  const last = tries.findLast(({ outcome }) => outcome === "delivered");
  return last ? iso(last.at) : null;
}

function shown({ at, kind, outcome, status, took, reason, late }: Tried): Attempt {
  return {
    at: iso(at),
    kind,
    outcome,
    status,
    milliseconds: took,
    reason: reason ?? null,
    late: late ?? null,
  };
}
