import type { Alert } from "../alert.ts";
import type { SourceConfig } from "../config/config.ts";
import type { Level } from "../level.ts";

/** What makes one incident of many. */
export type GatheringName = "flapping" | "grouping" | "storm";

/** What can keep people from being told of an incident by itself, in the order in which the stages act. */
export type StageName = "silence" | "maintenance" | "inhibition" | GatheringName;

/** Why nobody is told of an incident, in the terms of the program: which of its declarations holds it. */
export interface Reason {
  stage: StageName;
  /** Name of what is declared. */
  name: string;
  /** When it lets go by itself, in milliseconds since 1970. Undefined: that hangs on what else happens. */
  until?: number;
  /** Of an inhibition: the rule of the open incident that is the cause. */
  of?: string;
  /** What cause and effect, or the members of a group, have in common. */
  key?: string | undefined;
}

/** What held an incident back before people were told of it, and since when. */
export interface Held {
  reason: Reason;
  /** Milliseconds since 1970. */
  since: number;
}

/** One declaration that an alert meets. */
export interface Match {
  name: string;
  /** Of an inhibition: what cause and effect have in common, and whether the alert may be a cause. Of a group: what its members share. */
  key?: string;
  cause?: boolean;
  /** Of what gathers: where the alert is of. */
  region?: string | undefined;
}

/** What an alert meets, by stage. Found where callbacks are read, which spares the ledger's one thread. */
export type Facts = { [stage in StageName]?: Match[] };

/** An incident that is to be told, and when. */
export interface Seen {
  settings: SourceConfig;
  /** Time of the arrival, in milliseconds since 1970. */
  now: number;
  /** When it began to be held; now, if it isn't yet. */
  since: number;
  /** The rule of the open incident that causes what shares this, by an inhibition; undefined: none is open. */
  causeOf(name: string, key: string): string | undefined;
}

/** One thing that holds incidents back. Pure: it writes nothing, and says the same of the same. */
export interface Stage {
  name: StageName;
  /** What of the declarations an alert of this level meets, whatever the time. */
  matches(settings: SourceConfig, alert: Alert, level: Level): Match[];
  /** What holds an incident back that meets these; undefined: it passes. */
  hold(matches: readonly Match[], seen: Seen): Reason | undefined;
}
