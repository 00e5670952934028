import type { DeadLetter } from "./letter.ts";

/** A dead letter as it is stored. */
export interface DeadRow extends DeadLetter {
  /** Its id. */
  seq: number;
  source: string;
  /** The failed tries: see `remember`. */
  history: string | null;
  /** What died, as JSON: an `Item`. Null: an earlier version kept the text alone. */
  item: string | null;
  /** Tells the access that was in use from another; see `fingerprint`. */
  access: string | null;
  /** 1: what it is of was over later. Only of parcels: an incident's own row tells. */
  over: number;
  /** What an operator, or another access, has made of it: `Settled`, as JSON. */
  settled: string | null;
}

/** What became of a dead letter. */
export interface Settled {
  what: "replayed" | "discarded";
  at: number;
  /** Generation of the operator's token; null: nobody did, the access was another one. */
  generation: number | null;
  /** What the operator called themselves, if anything. */
  by: string | null;
}
