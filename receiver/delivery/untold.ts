import type { Level } from "../level.ts";

/** What one destination is to be told, and what became of telling it: of an incident, or of a parcel. */
export interface Untold {
  key: string;
  source: string;
  /** Level of the incident. */
  level: Level;
  /** Number of the letter that is to be told, or was told last. */
  number: number;
  /** Its times; see `AlertLetter`. */
  at: number;
  receivedAt: number;
  openedAt: number;
  /** When the oldest thing that is not told yet was handed over. */
  since: number;
  /** Failed tries since then, and the last of them. */
  tries: number;
  triedAt: number | null;
  /** The first of them. */
  failedAt: number | null;
  /** Tries of this very message that had no answer. */
  losses: number;
  /** Not before this time, for reasons of its own. */
  dueAt: number;
  /** Why the last try failed. */
  reason: string | null;
  /** The failed tries: see `remember`. */
  history: string | null;
  /** Every try of all that was told of it, as JSON: see `Trail`. Null: there was none. */
  trail: string | null;
}
