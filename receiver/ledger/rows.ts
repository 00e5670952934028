import type { Callback, News } from "../delivery/letter.ts";
import type { Level } from "../level.ts";
import type { Held } from "../quiet/stage.ts";

/** A callback as the ledger keeps it. */
export interface StoredCallback extends Callback {
  /** The relay's own parameters of the callback URL, as they stand there. */
  parameters: string | null;
}

/** Where an event's alert is read from. */
export interface Origin {
  /** Which of the body's alerts, from 0; `NOTICE` for that of an unrecognised one, `OWN` for the relay's own. */
  part: number;
  /** The event that holds the body, if it is another. */
  bodyOf: number | null;
  callback?: StoredCallback | null;
}

/** One alert among those of a callback. */
export interface EventRow {
  receivedAt: number;
  at: number;
  callback: StoredCallback;
  /** Which of the callback's alerts, from 0. */
  part: number;
}

/** What an event tells to whom. Level and time are the incident's, as the event left it. */
export interface Tell {
  level: Level;
  openedAt: number;
  to: Address[];
}

export interface Address {
  destination: string;
  news: News;
  /** It only reminds, or ends for that: nothing was heard of the incident since this time. */
  silentSince?: number;
  held?: Held;
  /** The callback is passed on as it came. */
  whole?: boolean;
  /** The event whose alert is told, if it is another: a recovery that was held. */
  event?: number;
}

/** An event that has something to tell. */
export interface TellingRow {
  seq: number;
  identity: string;
  episode: number;
  tell: Tell;
}

/** What the ledger knew of a destination before it had an object of its own; `what` says which fields are set. */
export interface HeirloomRow {
  number: number;
  destination: string;
  what: "known" | "alert" | "dead" | "pause";
  identity: string;
  episode: number;
  event: number | null;
  kind: string;
  level: Level;
  openedAt: number;
  at: number;
  attempts: number;
  reason: string | null;
  operator: number;
  memory: string | null;
}
