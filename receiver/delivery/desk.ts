import type { DestinationKind } from "../destinations/registry.ts";
import type { Over } from "../message/notice.ts";
import type { Line } from "./line.ts";
import type { Death, Notices } from "./trouble.ts";

/** Everything about a destination that is not about one incident. */
export interface Desk {
  /** Its name: an object that an alarm woke may not know it otherwise. */
  name: string;
  /** The highest number that each source has handed over. */
  taken: Record<string, number>;
  line: Line;
  /** The access that dead letters were raised for which another one had been refused for. */
  replayedFor: string | null;
  /** Tries that have gone out. One that is still here after a stop may have arrived. */
  underWay: Mark[];
  over: Over | null;
  /** The vendor that it tells. */
  kind?: DestinationKind | undefined;
  /** Of names that it had before: the last batch that came from there, and whether it was the last of all. */
  inherited?: Record<string, { number: number; done: boolean }>;
  /** The last batch that the destination which is called so now has. */
  bequeathed?: number;
  /** The highest number that a letter for another destination has had. */
  passed: number;
  /** What other destinations were told of its troubles. */
  notices: Notices;
  /** The newest dead letter. */
  death: Death | null;
  /** Since when the configuration does not have it; undefined: it does. */
  goneSince?: number | undefined;
  /** When old rows were dropped last. */
  sweptAt: number;
}

/** A try of a message: it counts while the message has the same number and as many failed tries. */
export interface Mark {
  id: string;
  number: number;
  tries: number;
}
