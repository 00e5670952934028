import type { DestinationReport, DestinationState, WaitingDelivery } from "../answers.ts";
import { iso } from "../destinations/text.ts";
import { dueAt } from "./choice.ts";
import { asWaiting, bodyOf, itemKind } from "./item.ts";
import { opensAt } from "./line.ts";
import type { Memory } from "./memory.ts";
import { heldTexts, troublesOf, troubleText } from "./trouble.ts";

/** Most rows of each list. The counts tell how many there are. */
export const MOST_ROWS = 50;

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

/** What is wrong with it as a whole, in words; nothing: nothing is. */
export function troubleTexts({ desk, world }: Memory): string[] {
  return [...heldTexts(desk.line), ...troublesOf(desk.line, desk.death, world.now()).map(troubleText)];
}

export function stateOf(memory: Memory): DestinationState {
  const { store, waiting, desk } = memory;
  const { upAt, downSince } = desk.line;
  const oldest = Math.min(...[...waiting.values()].map((item) => bodyOf(item).since));
  return {
    troubles: troubleTexts(memory),
    answeredAt: upAt > 0 ? iso(upAt) : null,
    downSince: downSince === null ? null : iso(downSince),
    waiting: { count: waiting.size, oldest: Number.isFinite(oldest) ? iso(oldest) : null },
    deadLetters: store.deadCount(),
  };
}
