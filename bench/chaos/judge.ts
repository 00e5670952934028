import { identityOf, incidentKey } from "../../receiver/alert.ts";
import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf } from "../../receiver/sources/parameters.ts";
import { bodyOf } from "../simulate/world/body.ts";
import { nameOf, type Subject } from "../simulate/world/episodes.ts";
import { CHATS } from "../simulate/world/vendors/accounts.ts";
import type { RecordedIncidents, Taken } from "../simulate/world/vendors/record.ts";
import { PROGRAM } from "./program.ts";

/** A resource, and how often it had trouble: all of it was acknowledged, and is over. */
export interface Trouble {
  subject: Subject;
  episodes: number;
}

/** What must be nothing, and copies, of which chats may get one for each kill. */
export interface Verdict {
  /** Incidents that one of their destinations was not told of, neither by a page nor in a summary. */
  lost: number;
  /** Incidents that began once too often at one destination. */
  double: number;
  /** Incidents that are open at one destination, and are over. */
  unresolved: number;
  /** Messages that people read once more than they had to. */
  copies: number;
  /** Which incidents these are, and what was told of them. */
  findings: string[];
}

const NOTHING: Verdict = { lost: 0, double: 0, unresolved: 0, copies: 0, findings: [] };

/** An incident as one destination should know it. */
interface Expected {
  name: string;
  /** What was taken of it. */
  taken: readonly Taken[];
  /** How often it should have begun. */
  beginnings: number;
}

export function judge(troubles: readonly Trouble[], taken: Record<string, RecordedIncidents>): Verdict {
  return Object.entries(PROGRAM.destinations).reduce((sum, [name, { kind }]) => {
    const own = troubles.filter(({ subject }) => PROGRAM.sources[subject.source]?.deliverTo.includes(name));
    const all = taken[name]?.taken ?? [];
    const isNative = destinationOf(kind).passesOn === true;
    const byKey = groups(all, ({ identity, incident }) => (isNative ? identity : incident));
    const expected = own.flatMap((trouble) => (isNative ? [asOne(trouble, byKey)] : apart(trouble, byKey)));
    const found = judgeOne(expected, summed(byKey), kind);
    return {
      lost: sum.lost + found.lost,
      double: sum.double + found.double,
      unresolved: sum.unresolved + found.unresolved,
      copies: sum.copies + found.copies,
      findings: [...sum.findings, ...found.findings.map((finding) => `${name}: ${finding}`)],
    };
  }, NOTHING);
}

function judgeOne(expected: readonly Expected[], summed: number, kind: DestinationKind): Verdict {
  const isChat = CHATS.includes(kind);
  const isNative = destinationOf(kind).passesOn === true;
  // Of what may have arrived and is over, the recovery is sent, whether the vendor knows of it or not.
  const missing = expected.filter(
    (each) => beginnings(each) < each.beginnings && (isNative || each.taken.length === 0),
  );
  const absent = missing.reduce((sum, each) => sum + each.beginnings - beginnings(each), 0);
  const double = isChat ? [] : expected.filter((each) => beginnings(each) > each.beginnings);
  const open = expected.filter(isOpen);
  const lost = Math.max(0, absent - summed);
  const copies = expected.flatMap(({ taken }) => [
    ...groups(taken, ({ callback }) => String(callback)).values(),
  ]);
  return {
    lost,
    double: double.length,
    unresolved: open.length,
    copies: isChat ? copies.reduce((sum, { length }) => sum + length - 1, 0) : 0,
    findings: [...new Set([...(lost > 0 ? missing : []), ...double, ...open])].map(
      ({ name, taken }) => `${name}: ${taken.map(({ what, callback }) => `#${callback} ${what}`).join(", ")}`,
    ),
  };
}

/** Each incident of a resource has a key of its own. */
function apart({ subject, episodes }: Trouble, byKey: ReadonlyMap<string, Taken[]>): Expected[] {
  const identity = identityFor(subject);
  return Array.from({ length: episodes }, (_, index) => ({
    name: `${nameOf(subject)}, ${index + 1}`,
    taken: byKey.get(incidentKey(subject.source, identity, index + 1).slice(0, 8)) ?? [],
    beginnings: 1,
  }));
}

/** A vendor's own integration tells one incident from the next only by what lies between. */
function asOne({ subject, episodes }: Trouble, byKey: ReadonlyMap<string, Taken[]>): Expected {
  return {
    name: nameOf(subject),
    taken: byKey.get(identityFor(subject)) ?? [],
    beginnings: episodes,
  };
}

/** How many incidents the summaries tell of: each by its last message, for a repeated one counts more. */
function summed(byKey: ReadonlyMap<string, Taken[]>): number {
  const last = [...byKey.values()].map((taken) => taken.findLast(({ summed }) => summed > 0)?.summed ?? 0);
  return last.reduce((sum, each) => sum + each, 0);
}

function beginnings({ taken }: Expected): number {
  return taken.filter(({ what }) => what === "opens").length;
}

function isOpen({ taken }: Expected): boolean {
  return taken.findLast(({ what }) => what === "opens" || what === "resolves")?.what === "opens";
}

function groups(taken: readonly Taken[], by: (each: Taken) => string): Map<string, Taken[]> {
  const all = new Map<string, Taken[]>();
  for (const each of taken) all.set(by(each), [...(all.get(by(each)) ?? []), each]);
  return all;
}

function identityFor(subject: Subject): string {
  const first = { serial: 1, number: 1, episode: 1, eventAt: 0, sentAt: 0, lostAnswers: 0 } as const;
  const body = bodyOf({ ...first, subject, state: "firing", level: "critical" }, 0);
  const [alert] = readBody(body, contextOf(`rule=${subject.rule}`)).alerts;
  if (!alert) throw new Error("a callback of one's own could not be read");
  return identityOf(alert);
}
