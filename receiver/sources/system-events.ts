import { globMatches } from "../glob.ts";
import type { Context } from "./source.ts";

/**
 * Events have no recovery of their own: what ends what, where the callback URL does not say.
 *
 * - Names that end in a phase belong together: `Disk:Stalled:Executing` is over with
 *   `Disk:Stalled:Executed`, `Instance_Failure_Start` (RDS, Redis, MongoDB) with `Instance_Failure_End`.
 *   A failed phase ends nothing: what was planned is still to be done. Nor does a stop or a deletion that
 *   was executed: that is what was feared.
 * - So do a few whose words are the phases: the agent stopped and runs, a device went offline and online.
 *
 * A test holds this against the catalogue of events. SLB has only certificates that expire, which no
 * event ends. Source: the sample answer of `DescribeSystemEventMetaList`, and "Summary of ECS system events".
 */
const PHASE =
  /:(?:Inquiring|Scheduled|Executing|Failed)$|_Start$|_Stopped$|(?<=SCALE_\w+)_ERROR$|Offline$|LinkDown$|((?<!\.Stop|\.Delete|e\.Alert):Executed|:Avoided|:Canceled|_End|_Running|(?<=SCALE_\w+)_SUCCESS|Online|LinkUp)$|(:Executed)$/;

/** Where an event stands in what it is part of. */
export interface Phase {
  /** Name of the whole, for the identity; undefined if the rule's events are one whole on each resource. */
  event: string | undefined;
  /** Whether some event ends what this one is part of. */
  paired: boolean;
  ends: boolean;
}

/**
 * `words`: everything that `resolvedBy` may name of this event: its name, its status, the state of the
 * resource. With `resolvedBy` all events of a rule on one resource are one incident.
 */
export function phaseOf(
  name: string,
  words: readonly (string | undefined)[],
  resolvedBy: Context["resolvedBy"],
): Phase {
  if (resolvedBy?.length) {
    const ends = resolvedBy.some((pattern) => words.some((word) => word && globMatches(pattern, word)));
    return { event: undefined, paired: true, ends };
  }
  const phase = resolvedBy ? undefined : PHASE.exec(name);
  return {
    event: phase ? name.slice(0, phase.index) : name,
    paired: !!phase && phase[2] === undefined,
    ends: phase?.[1] !== undefined,
  };
}
