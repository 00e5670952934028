import { bodyOf } from "./item.ts";
import type { Memory } from "./memory.ts";
import type { Store } from "./store.ts";
import { addTally, emptyTally, readTrail, type Tally } from "./trail.ts";

/** How many tries there were since the destination was first used, and how it stands. */
export interface DeliveryTally extends Tally {
  waiting: number;
  /** When the oldest that waits was handed over, in milliseconds since 1970. */
  oldest: number | null;
  deadLetters: number;
  /** It answers, as far as is known, and takes messages. */
  up: boolean;
}

/** Rows that are counted again at every question, before the sum is written down. */
const MOST_AGAIN = 1000;

export function tallyOf({ store, waiting, desk }: Memory): DeliveryTally {
  const { tally, fresh } = pastTally(store);
  if (fresh > MOST_AGAIN) savePast(store);
  for (const trail of store.trails()) addTally(tally, readTrail(trail));
  const oldest = Math.min(...[...waiting.values()].map((item) => bodyOf(item).since));
  const { refused, downSince, paused } = desk.line;
  return {
    ...tally,
    waiting: waiting.size,
    oldest: Number.isFinite(oldest) ? oldest : null,
    deadLetters: store.deadCount(),
    up: !refused && !paused && downSince === null,
  };
}

/** Before rows of what is over are dropped. */
export function savePast(store: Store): void {
  const { tally, upTo } = pastTally(store);
  store.saveTally(JSON.stringify({ ...tally, upTo }));
}

function pastTally(store: Store): { tally: Tally; upTo: number; fresh: number } {
  const { upTo: before, ...tally } = JSON.parse(store.tally() ?? "null") ?? { ...emptyTally(), upTo: 0 };
  const rows = store.pastAfter(before);
  for (const { trail } of rows) addTally(tally, readTrail(trail));
  return { tally, upTo: rows.at(-1)?.seq ?? before, fresh: rows.length };
}
