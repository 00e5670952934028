import type { MessageKind } from "../destinations/destination.ts";
import type { Level } from "../level.ts";

/** A message that waits to be delivered. */
export interface OutboxRow {
  seq: number;
  destination: string;
  identity: string;
  episode: number;
  event: number;
  kind: MessageKind;
  level: Level;
  openedAt: number;
  /** When it may be tried; null while an older message of its incident waits. */
  dueAt: number | null;
  attempts: number;
  /** Why the last try failed. */
  lastReason: string | null;
}

/** A message to queue. */
export type NewRow = Omit<OutboxRow, "seq" | "dueAt" | "attempts" | "lastReason">;

/** A callback as it came. */
export interface Callback {
  body: string;
  contentType: string | null;
  /** The relay's own parameters of the callback URL, as they stand there. */
  parameters: string | null;
}

/** Where an event's alert is read from. */
export interface Origin {
  /** Which of the body's alerts, from 0; `NOTICE` for that of an unrecognised one. */
  part: number;
  /** The event that holds the body, if it is another. */
  bodyOf: number | null;
  callback?: Callback | null;
}

/** One alert among those of a callback. */
export interface EventRow {
  receivedAt: number;
  at: number;
  callback: Callback;
  /** Which of the callback's alerts, from 0. */
  part: number;
}
