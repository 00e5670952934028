import { iso } from "../destinations/text.ts";
import { dueAt } from "./choice.ts";
import { asWaiting, bodyOf, itemKind } from "./item.ts";
import { opensAt } from "./line.ts";
import type { Memory } from "./memory.ts";

/** Most rows of each list. The counts tell how many there are. */
export const MOST_ROWS = 50;

/** What a destination says of one source. Times are ISO 8601 in UTC. */
export interface DestinationReport {
  waiting: { count: number; list: WaitingDelivery[] };
  deadLetters: { count: number; list: DeadDelivery[] };
}

export interface WaitingDelivery {
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  /** Null while nobody can say: the destination asked for no more, or was not reached yet. */
  nextTry: string | null;
  lastReason: string | null;
}

export interface DeadDelivery {
  at: string;
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operatorMustAct: boolean;
}

/** By source, for the sources asked for. Costs no more than what waits now, whatever was there before. */
export function reportOf(memory: Memory, sources: readonly string[]): Record<string, DestinationReport> {
  const { store, waiting, desk, pace, world, name: destination } = memory;
  const { line } = desk;
  const opens = Math.max(world.now(), opensAt(line, pace, world.now()));
  const waitingOf = (source: string) =>
    [...waiting.values()].filter((item) => bodyOf(item).source === source);
  const shown = (item: ReturnType<typeof waitingOf>[number]): WaitingDelivery => {
    const { key, tries, reason } = bodyOf(item);
    const at = Math.max(opens, dueAt(asWaiting(item), line));
    return {
      destination,
      key,
      kind: itemKind(item),
      attempts: tries,
      nextTry: Number.isFinite(at) ? iso(at) : null,
      lastReason: reason ?? line.refused?.reason ?? null,
    };
  };
  return Object.fromEntries(
    sources.map((source) => {
      const all = waitingOf(source);
      const { count, list } = store.deadLetters(source, MOST_ROWS);
      return [
        source,
        {
          waiting: { count: all.length, list: all.slice(0, MOST_ROWS).map(shown) },
          deadLetters: {
            count,
            list: list.map(({ at, key, kind, attempts, reason, operator }) => ({
              ...{ at: iso(at), destination, key, kind, attempts, reason },
              operatorMustAct: operator,
            })),
          },
        },
      ];
    }),
  );
}
