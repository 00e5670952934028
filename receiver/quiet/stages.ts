import type { Alert, SourceKind } from "../alert.ts";
import type { SourceConfig } from "../config/config.ts";
import type { Level } from "../level.ts";
import { flapping } from "./flapping.ts";
import { grouping } from "./grouping.ts";
import { inhibition } from "./inhibition.ts";
import { maintenance } from "./maintenance.ts";
import type { Facts, Reason, Seen, Stage } from "./stage.ts";
import { storm } from "./storm.ts";

/** In the order in which they act: the first that holds an incident gives it its reason. */
const STAGES: readonly Stage[] = [maintenance, inhibition];

/** After those: they make one incident of many. What they do hangs on what came before, so the ledger does it. */
const GATHERINGS = [flapping, grouping, storm] as const;

/** What nothing holds back: a person's test, what the relay itself finds, and its notice of what it could not read. */
export const NEVER_HELD: ReadonlySet<SourceKind> = new Set(["test", "unrecognised", "receiver"]);

/** What an alert of this level meets of what its source declares; undefined: nothing can hold it. */
export function factsOf(settings: SourceConfig, alert: Alert, level: Level): Facts | undefined {
  if (NEVER_HELD.has(alert.kind)) return undefined;
  let facts: Facts | undefined;
  for (const { name, matches } of [...STAGES, ...GATHERINGS]) {
    const met = matches(settings, alert, level);
    if (met.length > 0) facts = { ...facts, [name]: met };
  }
  return facts;
}

/** What holds an incident back; undefined: people are told of it. */
export function heldBy(facts: Facts | undefined, seen: Seen): Reason | undefined {
  if (!facts) return undefined;
  for (const { name, hold } of STAGES) {
    const reason = facts[name] && hold(facts[name], seen);
    if (reason) return reason;
  }
  return undefined;
}
