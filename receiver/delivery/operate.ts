import type { Outcome } from "../answers.ts";
import type { Settled } from "./dead-letter.ts";
import { bury, leave } from "./give-up.ts";
import { bodyOf, incidentItem, itemKind, parcelItem } from "./item.ts";
import { pause, release } from "./line.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";
import { forgive, type Replay, replay, type Who } from "./replay.ts";

/** What an operator asks a destination for. */
export type Action = Who &
  (
    | { what: "replay"; letter: number }
    /** From when to when they died, in milliseconds since 1970; null: whenever. */
    | { what: "replay"; from: number | null; to: number | null }
    | { what: "hold" | "release" | "discard" }
  );

/** What was done, as it is recorded. */
export type Done = Action & { outcome: Outcome };

/** Does what an operator asks for, and records that it was done. */
export function operate(memory: Memory, action: Action): Outcome {
  const { store, world, name } = memory;
  const now = world.now();
  const outcome = act(memory, action, now);
  store.addAction(now, JSON.stringify({ ...action, outcome } satisfies Done));
  const { what, generation, by } = action;
  world.log({ event: "operate", destination: name, action: what, generation, by });
  memory.saveDesk();
  return outcome;
}

function act(memory: Memory, action: Action, now: number): Outcome {
  switch (action.what) {
    case "hold":
      memory.setLine(pause(memory.desk.line, now, action.by));
      return { waiting: memory.waiting.size };
    case "release":
      return { heldFor: goOn(memory, now), waiting: memory.waiting.size };
    case "discard":
      return discard(memory, action, now);
    case "replay":
      return replayAll(memory, action);
  }
}

function replayAll(memory: Memory, action: Extract<Action, { what: "replay" }>): Outcome {
  const { store } = memory;
  const one = "letter" in action ? store.deadLetter(action.letter) : undefined;
  const letters = "letter" in action ? (one ? [one] : []) : store.deadBetween(action);
  const counts: Partial<Record<Replay, number>> = {};
  for (const letter of letters) {
    const came = replay(memory, letter, action);
    counts[came] = (counts[came] ?? 0) + 1;
  }
  forgive(memory);
  return { letters: letters.length, ...counts };
}

/** The time of what waited stood still. Answers for how long, in seconds; null: it was not held. */
function goOn(memory: Memory, now: number): number | null {
  const { paused } = memory.desk.line;
  if (!paused) return null;
  for (const item of memory.waiting.values()) {
    const since = bodyOf(item).since + now - Math.max(bodyOf(item).since, paused.since);
    memory.put(
      "incident" in item ? incidentItem({ ...item.incident, since }) : parcelItem({ ...item.parcel, since }),
    );
  }
  memory.setLine(release(memory.desk.line, now));
  return Math.round((now - paused.since) / 1000);
}

/**
 * Gives up all that waits, by decision. What is under way at this moment is not: it may have arrived, and its
 * recovery would then never be told.
 */
function discard(memory: Memory, { generation, by }: Who, now: number): Outcome {
  const { waiting, underWay } = memory;
  const settled: Settled = { what: "discarded", at: now, generation, by };
  const reason = `discarded by an operator${by ? ` (${by})` : ""}`;
  const all = [...waiting.values()].filter((item) => !underWay.has(item.id));
  for (const item of all) {
    const { tries, source, key } = bodyOf(item);
    bury(memory, item, { reason, operator: false, attempts: tries, now, settled });
    logDelivery(memory, {
      ...{ source, key, kind: itemKind(item), attempt: tries, reason },
      outcome: "discarded",
    });
    leave(memory, item);
  }
  memory.desk = { ...memory.desk, over: null };
  const recoveries = all.filter((item) => itemKind(item) === "resolved").length;
  return { discarded: all.length, recoveries, underWay: underWay.size };
}
