import type { Alert } from "../alert.ts";
import type { Level } from "../level.ts";
import type { Detour } from "../message/late.ts";
import type { Worst } from "../message/story.ts";
import type { Held } from "../quiet/stage.ts";

/** What became of an incident, as the ledger decided it. */
export type News = "opened" | "updated" | "resolved";

/**
 * What a source's ledger hands over to a destination's object. Ledgers and destinations may be of
 * different versions while a deployment goes on: a field is only ever added, and may be missing.
 */
export type Letter = Numbered & (AlertLetter | Heirloom);

interface Numbered {
  /**
   * Rises from one hand-over of a source to the next; letters of one event share it. The destination
   * remembers the highest, so that a batch which comes twice counts once.
   */
  number: number;
}

/** One thing to tell about one incident. Never rendered text: that is made at each try. */
export interface AlertLetter {
  what: "alert";
  /** Key of the incident at the vendor. */
  key: string;
  news: News;
  /** Level of the incident. */
  level: Level;
  /** Event time of the alert, when its callback arrived, and when the incident opened; milliseconds since 1970. */
  at: number;
  receivedAt: number;
  openedAt: number;
  /** Undefined: it is no longer stored, and the one that the destination has will do. */
  alert: Alert | undefined;
  /** What ledgers tried before destinations had objects of their own. */
  tried?: { attempts: number; reason: string | null } | undefined;
  /** Of what another destination passes on: the source that it is of, and why it comes from there. */
  source?: string | undefined;
  via?: Detour | undefined;
  /** What is known of its past there; see `Story`. */
  head?: Alert | undefined;
  worst?: Worst | undefined;
  /** It only reminds, or ends for that: nothing was heard of the incident since this time. */
  silentSince?: number | undefined;
  /** What held it back in its source until now, and since when. */
  held?: Held | undefined;
  /** The callback as it came: only for a vendor that reads it itself. */
  callback?: Callback | undefined;
}

/** A callback as it came. */
export interface Callback {
  body: string;
  contentType: string | null;
}

/** What ledgers knew of a destination before it had an object of its own. */
export type Heirloom =
  | {
      what: "known";
      key: string;
      level: Level;
      openedAt: number;
      /** When it was told last. */
      at: number;
      memory: string | null;
      alert: Alert | undefined;
    }
  | { what: "dead"; letter: DeadLetter }
  /** `stopped`: SHA-256 of the URL and credential that were told to stop. */
  | { what: "pause"; until: number; stopped: string | null };

/** A message that will not be tried again, and why. */
export interface DeadLetter {
  at: number;
  key: string;
  kind: string;
  level: string;
  openedAt: number;
  attempts: number;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operator: boolean;
}
