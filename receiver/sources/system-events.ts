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
interface Phase {
  /** The event's name without its phase. */
  whole: string;
  /** Name of the whole, for the identity; undefined if the rule's events are one whole on each resource. */
  event: string | undefined;
  /** Whether some event ends what this one is part of. */
  paired: boolean;
  ends: boolean;
}

/**
 * `words`: where else the phase may stand, and what `resolvedBy` may name besides the event's name: its
 * status, the state of the resource. With `resolvedBy` all events of a rule on one resource are one incident.
 */
export function phaseOf(
  name: string,
  words: readonly (string | undefined)[],
  resolvedBy: Context["resolvedBy"],
): Phase {
  const phase = PHASE.exec(name) ?? phaseIn(name, words);
  const whole = phase ? phase.input.slice(0, phase.index) : name;
  if (resolvedBy?.length) {
    const said = [name, ...words];
    const ends = resolvedBy.some((pattern) => said.some((word) => word && globMatches(pattern, word)));
    return { whole, event: undefined, paired: true, ends };
  }
  if (resolvedBy || !phase) return { whole, event: name, paired: false, ends: false };
  return { whole, event: whole, paired: phase[2] === undefined, ends: phase[1] !== undefined };
}

/** Phases that an event may have beside its name. Not `Failed`, which is also the status of what nothing ends. */
const PHASE_WORD = /^(?:Inquiring|Scheduled|Executing|Executed|Avoided|Canceled)$/;

/**
 * The phase of an event whose name has none, from the first of its words that is one: `Disk:Stalled`, `Executing`.
 * Only ECS names events so. Elsewhere the status says that what happened has happened: an `Instance_Failover` of RDS
 * is `Executed`, and ends nothing.
 */
function phaseIn(name: string, words: readonly (string | undefined)[]): RegExpExecArray | null {
  if (!name.includes(":")) return null;
  for (const word of words) {
    const phase = word && PHASE_WORD.test(word) ? PHASE.exec(`${name}:${word}`) : null;
    if (phase?.index === name.length) return phase;
  }
  return null;
}
