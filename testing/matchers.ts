import { DURATION_FORMAT, parseDuration } from "../components/vocabulary/duration.ts";
import type { Incident, Rehearsal } from "./rehearsal.ts";

/** Which incidents are meant. Times are since the beginning of the data, as durations. */
export interface Which {
  /** The worst level: critical, warn, info or no-data. */
  level?: string;
  /** Instance name, or the dimensions' values. */
  resource?: string;
  destination?: string;
  /** Opened (or, for `toResolve`, resolved) at exactly this time, e.g. "35 minutes". */
  at?: string;
  /** Not before this time. */
  after?: string;
  /** Not later than this time. */
  before?: string;
  /** Exactly so many. Default: at least one. */
  times?: number;
}

export interface Verdict {
  pass: boolean;
  message: () => string;
}

type Moment = (incident: Incident, which: Which) => number | undefined;

/** When somebody was paged: the first message that opened it at the destination. */
const paged: Moment = ({ told }, { destination }) =>
  told.find(
    (each) => each.kind === "opened" && (destination === undefined || each.destination === destination),
  )?.at;

/** When the destination learned that it is over. */
const resolved: Moment = ({ told }, { destination }) =>
  told.find(
    (each) => each.kind === "resolved" && (destination === undefined || each.destination === destination),
  )?.at;

function found(night: Rehearsal, rule: string | undefined, which: Which, moment: Moment): Incident[] {
  const since = (text: string | undefined) => {
    if (text === undefined) return undefined;
    const seconds = parseDuration(text);
    if (seconds === undefined) throw new Error(`"${text}" is not ${DURATION_FORMAT}`);
    return night.start + seconds * 1000;
  };
  const [at, after, before] = [since(which.at), since(which.after), since(which.before)];
  return night.incidents.filter((incident) => {
    const time = moment(incident, which);
    return (
      time !== undefined &&
      (rule === undefined || incident.rule === rule) &&
      (which.level === undefined || incident.level === which.level) &&
      (which.resource === undefined || incident.resource === which.resource) &&
      (at === undefined || time === at) &&
      (after === undefined || time >= after) &&
      (before === undefined || time <= before)
    );
  });
}

function judge(
  night: Rehearsal,
  verb: string,
  rule: string | undefined,
  which: Which,
  moment: Moment,
): Verdict {
  const incidents = found(night, rule, which, moment);
  const pass = which.times === undefined ? incidents.length > 0 : incidents.length === which.times;
  const wanted = Object.entries(which).map(([key, value]) => `${key} ${value}`);
  const what = [`${rule ?? "any rule"} to ${verb}`, ...wanted].join(", ");
  const said =
    incidents.length === 0
      ? "it did not"
      : `it did so ${incidents.length} time${incidents.length === 1 ? "" : "s"}`;
  return { pass, message: () => `expected ${what}; ${said}. What happened:\n\n${night.timeline()}\n` };
}

/** Expectations of a rehearsal, for `expect.extend`. Their failures show the timeline. */
export const matchers = {
  /** Somebody was paged for the rule. */
  toPage: (night: Rehearsal, rule?: string, which: Which = {}) => judge(night, "page", rule, which, paged),

  /** The rule's incident was resolved at the destinations. */
  toResolve: (night: Rehearsal, rule?: string, which: Which = {}) =>
    judge(night, "resolve", rule, which, resolved),

  /**
   * Nobody was paged for the rule; for any rule if none is named. Of a rule that can't be evaluated here it
   * can't be said.
   */
  toStayQuiet(night: Rehearsal, rule?: string, which: Which = {}): Verdict {
    const { pass, message } = judge(night, "page", rule, { ...which, times: 0 }, paged);
    return { pass: pass && !Object.hasOwn(night.notEvaluated, rule ?? ""), message };
  },
};
