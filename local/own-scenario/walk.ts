import type { Expected, ScenarioPost } from "../cloudmonitor/scenario.ts";
import type { Series } from "../cloudmonitor/series.ts";

/** A rule that fires and recovers, from `start` on. Times in milliseconds. */
export interface Walk {
  /** When it may begin: at a multiple of this. */
  step: number;
  /** From its beginning until it is over. */
  length: number;
  /** Whether what it begins at a time is sent at all. Default: always. */
  isSent?: (at: number) => boolean;
  /** Whether it runs beside the others, from the very beginning. Default: it has a time of its own. */
  aside?: boolean;
  play(start: number): { series: Series[]; posts: ScenarioPost[]; expect: Expected[] };
  /** The value at which each of its series goes on until the end of everything. */
  goesOn: readonly number[];
}

/** A rule that nothing here can let fire. */
export interface NotShown {
  /** Its stable key, or its name. */
  rule: string;
  reason: string;
}

/** One rule's part in the scenario. */
export type Part = Walk | NotShown;
