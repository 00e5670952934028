import type { AlertState } from "../alert.ts";
import type { News } from "../delivery/letter.ts";
import { compareLevels, type Level } from "../level.ts";

/**
 * What an alert turned out to be. Each arrival gets exactly one of these names, and they are all
 * that the ledger's log, the status page and the sender of the callback ever say.
 *
 * - `opened`: the first firing, or a firing after a recovery: a new incident.
 * - `repeated`: the incident is open and still firing, as CloudMonitor says once a mute period.
 * - `escalated`, `deescalated`: the incident is open and its level changed.
 * - `resolved`: the recovery of the open incident.
 * - `expired`: nothing resolved the incident for as long as it may stay open, so the relay does.
 * - `lost`: a firing of another stretch arrived while the incident was open: its recovery was lost on the
 *   way, so the relay resolves it before the next one opens.
 * - `reminded`: no callback came for so long that people are told that it may be over.
 * - `unheard`: no callback came for so long, also after people were reminded, that the relay resolves it.
 * - `released`: what held the open incident back lets it go, so people are told of it now.
 * - `held`: a recovery without an open incident: kept, in case its alert is still on its way.
 * - `overtaken`: a firing whose recovery came first: opens and resolves at once.
 * - `duplicate`: the same callback again (CloudMonitor repeats one that was not answered in 5 s).
 * - `ambiguous`: it says no region, and the incident is open in several: changes nothing.
 * - `joined`: a contact's message about an incident that is open: says nothing that is not known.
 * - `test`: a person tries whether callbacks arrive: opens an incident, unless one of the kind is open or the
 *   source only counts tests.
 * - `closed`: a person says that it is over.
 * - `dismissed`: still firing at no higher level after a person said that it is over: opens nothing.
 * - `confirmed`: the recovery of what a person said is over: from now on it may open again.
 * - `silenced`, `unsilenced`: a person wants to hear nothing of it for a time, or hears of it again.
 * - `forwarded`: a person has another destination told of it.
 * - `late`: older than what is known already; changes nothing.
 */
export type Decision =
  | "opened"
  | "repeated"
  | "escalated"
  | "deescalated"
  | "resolved"
  | "expired"
  | "lost"
  | "reminded"
  | "unheard"
  | "released"
  | "held"
  | "overtaken"
  | "duplicate"
  | "ambiguous"
  | "joined"
  | "test"
  | "closed"
  | "dismissed"
  | "confirmed"
  | "silenced"
  | "unsilenced"
  | "forwarded"
  | "late";

/** Where the newest episode of one identity stands. Times are event times, in milliseconds. */
export interface Track {
  /** Number of the newest episode; its incident's key is made of it. */
  episode: number;
  open: boolean;
  /** Level of the newest incident. */
  level: Level;
  /** When the newest incident opened. */
  openedAt: number;
  /** When it was resolved; null before the first recovery that counted. */
  closedAt: number | null;
  /** A recovery that found nothing to resolve. */
  heldAt: number | null;
  /** The vendor's id of the stretch that the held recovery ended, if it said. */
  heldEpisode: string | null;
  /** The newest arrival that counted. */
  lastAt: number;
  lastState: AlertState;
  lastLevel: Level | null;
  /** The vendor's id of the stretch, from the newest firing that had one. */
  vendorEpisode: string | null;
  /** The level at which a person said that it is over, until it recovers. */
  byHand?: Level | null;
}

export interface Arrival {
  state: AlertState;
  level: Level | undefined;
  /** Event time; the arrival's where the body has no time. */
  at: number;
  /** Whether the body said the time. Default: it did. */
  timed?: boolean;
  vendorEpisode: string | undefined;
  /** The number before that of the first episode. Default: 0. */
  firstEpisode?: number;
}

export interface Outcome {
  decision: Decision;
  track: Track;
  /** What every destination of the incident is told, in this order. */
  messages: readonly News[];
  /** What has to be written first: the end of the incident whose recovery was lost. */
  ends?: Outcome;
}

/** A rule that fires without saying how badly is taken at its worst: one page too many beats one too few. */
export const UNKNOWN_LEVEL: Level = "critical";

/**
 * Decides what an arrival is, from where its identity stands. Pure: the ledger calls it inside its
 * transaction. Whatever the order and repetition in which the callbacks of one episode arrive, they
 * open one incident and resolve it once.
 *
 * Two things tell stretches apart: event times, and the vendor's own id of the stretch (`transId`), which
 * outweighs them where both sides have one.
 */
export function decide(track: Track | undefined, arrival: Arrival): Outcome {
  return arrival.state === "resolved" ? recovery(track, arrival) : firing(track, arrival);
}

/**
 * The end of an open incident that nothing has resolved. It closes at the time of the last callback that
 * counted, so that whatever fires after that is a new incident, however late it arrives.
 */
export function expire(track: Track, why: "expired" | "unheard" = "expired"): Outcome {
  return endedBy(why, track);
}

/** The end of an open incident that a person says is over. */
export function endByHand(track: Track): Outcome {
  const { track: ended, ...outcome } = endedBy("closed", track);
  return { ...outcome, track: { ...ended, byHand: track.level } };
}

function endedBy(decision: "expired" | "unheard" | "lost" | "closed", track: Track): Outcome {
  return {
    decision,
    track: { ...track, open: false, closedAt: track.lastAt },
    messages: ["resolved"],
  };
}

/**
 * Whether the vendor says that both are of one stretch; undefined where one of them does not say. Ids are of
 * the form `transId@ruleId`: those of another rule say nothing, since a rule that is replaced goes on with
 * an incident that it did not open.
 */
function sameStretch(known: string | null, { vendorEpisode }: Arrival): boolean | undefined {
  if (known === null || vendorEpisode === undefined) return undefined;
  const [[id, rule], [otherId, otherRule]] = [known.split("@"), vendorEpisode.split("@")];
  return rule && otherRule && rule !== otherRule ? undefined : id === otherId;
}

/** Whether it is of the stretch that was resolved last, which does not fire again under its id; one that expired may. */
function isOver(track: Track, arrival: Arrival): boolean {
  return sameStretch(track.vendorEpisode, arrival) === true && track.lastState === "resolved";
}

function firing(track: Track | undefined, arrival: Arrival): Outcome {
  if (track?.open) {
    const another = sameStretch(track.vendorEpisode, arrival) === false && arrival.at > track.lastAt;
    if (!another) return stillFiring(track, arrival);
    const ends = endedBy("lost", track);
    return { ...firing(ends.track, arrival), ends };
  }
  if (track) {
    if (isOver(track, arrival)) return nothingNew(track, arrival);
    if (isDismissed(track, arrival))
      return { decision: "dismissed", track: { ...track, ...newest(arrival) }, messages: [] };
    const { heldAt, closedAt } = track;
    const ofHeld = sameStretch(track.heldEpisode, arrival);
    const isNews = (at: number) => closedAt === null || at > closedAt;
    if (heldAt !== null && ofHeld && isNews(Math.max(arrival.at, heldAt)))
      return overtaken(track, arrival, heldAt);
    if (!isNews(arrival.at)) return nothingNew(track, arrival);
    // A recovery that came later ends it, too, where it is of a later stretch: its own was lost, or held before.
    if (heldAt !== null && arrival.at <= heldAt)
      return overtaken(track, arrival, ofHeld === false ? arrival.at : heldAt);
  }
  return {
    decision: "opened",
    track: { ...begun(track, arrival), closedAt: track?.closedAt ?? null, ...newest(arrival) },
    messages: ["opened"],
  };
}

/** Whether a person has said that this is over: the same stretch goes on, and no worse than it was then. */
function isDismissed(track: Track, arrival: Arrival): boolean {
  if (!track.byHand || arrival.at < track.lastAt || isDuplicate(track, arrival)) return false;
  const level = arrival.state === "no-data" ? track.byHand : (arrival.level ?? track.byHand);
  return sameStretch(track.vendorEpisode, arrival) !== false && compareLevels(level, track.byHand) <= 0;
}

/** The next episode, of which everything is new but what came before it. */
function begun(track: Track | undefined, arrival: Arrival) {
  return {
    episode: (track?.episode ?? arrival.firstEpisode ?? 0) + 1,
    open: true,
    level: arrival.level ?? UNKNOWN_LEVEL,
    openedAt: arrival.at,
    // What is held of another stretch still waits for its alert.
    ...(track && sameStretch(track.heldEpisode, arrival) === false
      ? { heldAt: track.heldAt, heldEpisode: track.heldEpisode }
      : { heldAt: null, heldEpisode: null }),
    vendorEpisode: arrival.vendorEpisode ?? null,
    byHand: null,
  };
}

function stillFiring(track: Track, arrival: Arrival): Outcome {
  if (isDuplicate(track, arrival) || arrival.at < track.lastAt) return nothingNew(track, arrival);
  // Data that stops arriving does not make an open incident any milder.
  const level = arrival.state === "no-data" ? track.level : (arrival.level ?? track.level);
  const change = compareLevels(level, track.level);
  return {
    decision: change > 0 ? "escalated" : change < 0 ? "deescalated" : "repeated",
    track: {
      ...track,
      level,
      ...newest(arrival),
      vendorEpisode: arrival.vendorEpisode ?? track.vendorEpisode,
    },
    messages: ["updated"],
  };
}

function overtaken(track: Track, arrival: Arrival, closedAt: number): Outcome {
  return {
    decision: "overtaken",
    track: {
      ...begun(track, arrival),
      open: false,
      closedAt: Math.max(arrival.at, closedAt),
      lastAt: Math.max(arrival.at, closedAt),
      lastState: "resolved",
      lastLevel: null,
    },
    messages: ["opened", "resolved"],
  };
}

function recovery(track: Track | undefined, arrival: Arrival): Outcome {
  if (!track) {
    const held: Track = {
      episode: arrival.firstEpisode ?? 0,
      open: false,
      level: UNKNOWN_LEVEL,
      openedAt: arrival.at,
      closedAt: null,
      heldAt: arrival.at,
      heldEpisode: arrival.vendorEpisode ?? null,
      ...newest(arrival),
      vendorEpisode: null,
    };
    return { decision: "held", track: held, messages: [] };
  }
  if (track.open) {
    // The vendor's own id outweighs the clock: a recovery of this very stretch ends it, and one of another
    // stretch that does not say when it was does not.
    const own = sameStretch(track.vendorEpisode, arrival);
    if (own === false && arrival.timed === false) return nothingNew(track, arrival);
    if (arrival.at < track.lastAt && !own) return nothingNew(track, arrival);
    const closedAt = Math.max(arrival.at, track.lastAt);
    const closed: Track = { ...track, open: false, closedAt, ...newest(arrival), lastAt: closedAt };
    return { decision: "resolved", track: closed, messages: ["resolved"] };
  }
  if (track.byHand && arrival.at >= track.lastAt && sameStretch(track.vendorEpisode, arrival) !== false) {
    const closedAt = Math.max(arrival.at, track.closedAt ?? 0);
    const over: Track = { ...track, byHand: null, closedAt, ...newest(arrival), lastAt: closedAt };
    return { decision: "confirmed", track: over, messages: [] };
  }
  // The recovery of the stretch that was resolved already, however late it comes.
  const known = Math.max(track.closedAt ?? 0, track.heldAt ?? 0);
  if (isOver(track, arrival) || arrival.at <= known) return nothingNew(track, arrival);
  const heldEpisode = arrival.vendorEpisode ?? null;
  return {
    decision: "held",
    track: { ...track, heldAt: arrival.at, heldEpisode, ...newest(arrival) },
    messages: [],
  };
}

function nothingNew(track: Track, arrival: Arrival): Outcome {
  return { decision: isDuplicate(track, arrival) ? "duplicate" : "late", track, messages: [] };
}

function isDuplicate(track: Track, arrival: Arrival): boolean {
  const { lastAt, lastState, lastLevel } = newest(arrival);
  // A contact's copy may lack the level that the rule's own has.
  const isLevel = lastLevel === null || track.lastLevel === lastLevel;
  return track.lastAt === lastAt && track.lastState === lastState && isLevel;
}

function newest(arrival: Arrival): Pick<Track, "lastAt" | "lastState" | "lastLevel"> {
  const lastLevel = arrival.state === "resolved" ? null : (arrival.level ?? null);
  return { lastAt: arrival.at, lastState: arrival.state, lastLevel };
}
