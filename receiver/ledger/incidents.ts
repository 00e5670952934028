import { eventTime } from "../event-time.ts";
import type { Addresses } from "./addresses.ts";
import { alertOf } from "./alert-of.ts";
import { type Decision, decide, endByHand, expire, type Outcome } from "./decide.ts";
import type { Gatherings } from "./gatherings.ts";
import type { Holds } from "./holds.ts";
import { heldOf, type Journal, type JournalContext, type Occasion } from "./journal.ts";
import { firstEpisode } from "./one-off.ts";
import { silencedBy, silenceOf } from "./silence.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { Address, Origin, Store, StoredTrack } from "./store.ts";
import type { Submission } from "./submission.ts";

export interface Recorded {
  decision: Decision;
  /** Number of the event that was written down. */
  event: number;
}

/** Decisions on what says nothing beyond what is known. */
const NOTHING_NEW: ReadonlySet<Decision> = new Set(["repeated", "duplicate"]);

/** Decisions on what belongs to nothing that is known. */
const BEGINS: ReadonlySet<Decision> = new Set(["opened", "held"]);

/** What becomes of a source's incidents: each alert, and what time does, within the ledger's transaction. */
export class Incidents {
  readonly #store: Store;
  readonly #holds: Holds;
  readonly #addresses: Addresses;
  readonly #journal: Journal;
  readonly #gatherings: Gatherings;

  constructor({ store, holds, addresses, gatherings }: JournalContext, journal: Journal) {
    this.#gatherings = gatherings;
    this.#store = store;
    this.#holds = holds;
    this.#addresses = addresses;
    this.#journal = journal;
  }

  /** `passedOn`: which destinations have the callback as a whole already. */
  decide(submission: Submission, origin: Origin, passedOn: Set<string>, now: number): Recorded {
    const { openFor, time } = submission;
    const isNews = (track: StoredTrack) => BEGINS.has(decided(submission, track, now).outcome.decision);
    const stands = standingOf(this.#store, submission, isNews);
    if (!stands) {
      const { identity } = submission;
      const at = time ?? now;
      const event = this.#journal.record("ambiguous", identity, undefined, origin, {
        ...submission,
        at,
        now,
      });
      return { decision: "ambiguous", event };
    }
    const { identity, track } = stands;
    const { at, outcome } = decided(submission, track, now);
    if (submission.test) return this.#decideTest(submission, stands, { at, outcome }, origin, now);
    if (submission.about && identity !== submission.identity && NOTHING_NEW.has(outcome.decision)) {
      const event = this.#journal.record("joined", identity, track?.episode, origin, {
        ...submission,
        at,
        now,
      });
      return { decision: "joined", event };
    }
    if (outcome.ends && track) this.#end(identity, track, outcome.ends, now);
    const before = outcome.ends ? this.#store.track(identity) : track;
    const closesAt = openFor === undefined ? null : now + openFor;
    const event = this.#journal.write(identity, before, outcome, origin, {
      ...submission,
      at,
      now,
      closesAt,
      passedOn,
    });
    return { decision: outcome.decision, event };
  }

  /**
   * A test opens an incident where none of its kind is open, so that a repeated one says nothing twice. The
   * vendors' own integrations get nothing of it: there is no body that they could read.
   */
  #decideTest(
    submission: Submission,
    { identity, track }: Standing,
    { at, outcome }: { at: number; outcome: Outcome },
    origin: Origin,
    now: number,
  ): Recorded {
    const destinations = submission.destinations.filter((to) => !this.#addresses.passesOn(to));
    const alert = { ...submission, destinations, at, now };
    const closesAt = now + (submission.openFor ?? 0);
    const isShown = submission.test === "show" && outcome.decision === "opened";
    const event = isShown
      ? this.#journal.write(identity, track, { ...outcome, decision: "test" }, origin, {
          ...alert,
          closesAt,
          passedOn: new Set(),
        })
      : this.#journal.record("test", identity, track?.episode, origin, alert);
    return { decision: "test", event };
  }

  /** Resolves an incident that nothing has resolved for as long as it may stay open. */
  expire(identity: string, now: number): void {
    const before = this.#store.track(identity);
    if (before?.open) this.#end(identity, before, expire(before), now);
  }

  /** Resolves an incident that a person says is over. */
  endByHand(identity: string, before: StoredTrack, by: string, now: number): void {
    this.#end(identity, before, endByHand(before), now, { by });
  }

  /** Resolves an incident of which nothing was heard for as long as it may be silent. */
  close(identity: string, now: number): void {
    const before = this.#store.track(identity);
    if (!before?.open) return;
    const silentSince = before.heardAt ?? before.lastAt;
    this.#end(identity, before, expire(before, "unheard"), now, { silentSince });
  }

  /** Writes down an end that no callback tells of: the alert is that of the callback that opened the incident. */
  #end(
    identity: string,
    before: StoredTrack,
    outcome: Outcome,
    now: number,
    why: Partial<Pick<Occasion, "by" | "silentSince">> = {},
  ): void {
    const { openedEvent } = before;
    const alert = {
      state: "resolved",
      level: undefined,
      rule: this.#ruleOf(openedEvent),
      alias: undefined,
      closesAt: before.closesAt,
      at: now,
      now,
      passedOn: new Set<string>(),
      ...why,
    } as const;
    this.#journal.write(identity, before, outcome, this.#store.origin(openedEvent), {
      ...alert,
      destinations: [],
    });
  }

  /**
   * Reminds people of an open incident of which nothing was heard for so long that its recovery may have been
   * lost. The alert is that of the callback that opened it; a vendor's own integration gets callbacks alone.
   */
  remind(identity: string, now: number): void {
    const track = this.#store.track(identity);
    if (!track) return;
    const { episode, level, openedAt, openedEvent, destinations } = track;
    const silentSince = track.heardAt ?? track.lastAt;
    const memberHeardAt = this.#gatherings.heardAt(identity) ?? 0;
    if (memberHeardAt > silentSince)
      return this.#store.saveTrack(identity, { ...track, heardAt: memberHeardAt }, track);
    const told = this.#addresses.eachOnce(destinations).filter((each) => !this.#addresses.passesOn(each));
    if (silencedBy(silenceOf(track, now), level) || (this.#holds.of(identity, track) && told.length === 0))
      return this.#store.saveTrack(identity, { ...track, remindedAt: now }, track);
    const to = told.map((destination) => ({ destination, news: "updated" as const, silentSince }));
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const alert = { state: "firing", level, rule: this.#ruleOf(openedEvent), at: silentSince, now } as const;
    const before = track.lastEvent;
    const from = this.#store.origin(openedEvent);
    const lastEvent = this.#journal.record("reminded", identity, episode, from, alert, { tell, before });
    this.#store.saveTrack(identity, { ...track, remindedAt: now, lastEvent }, track);
  }

  /** Looks again at what holds an incident back: it still does, or people are told of it now. */
  letGo(identity: string, now: number): void {
    const track = this.#store.track(identity);
    const hold = this.#holds.of(identity, track);
    if (!track || !hold) return this.#holds.drop(identity);
    const { level, openedAt, episode } = track;
    const row = this.#store.event(hold.event);
    const alert = row && alertOf(row);
    const { event } = hold;
    const silenced = silencedBy(silenceOf(track, now), level);
    const found = this.#holds.again(identity, hold, { alert, level, now }, silenced);
    if (found) {
      const member = { level, rule: alert?.rule.name ?? "", region: alert?.region, isOver: false };
      this.#journal.hold(identity, { ...hold, ...found }, event, member);
      if (found.gathering !== undefined) this.#gatherings.changed(found.gathering, now, level);
    } else this.#holds.drop(identity);
    const untold = hold.destinations.filter((each) => !found?.destinations.includes(each));
    if (found && untold.length === 0) return;
    const destinations = this.#addresses.eachOnce(untold);
    const to = destinations.map((destination): Address => {
      const whole = this.#addresses.passesOn(destination) && { whole: true };
      return { destination, news: "opened", event, held: heldOf(hold), ...whole };
    });
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const told = { state: "firing", level, rule: alert?.rule.name ?? "", at: now, now } as const;
    const lastEvent = this.#journal.record("released", identity, episode, this.#store.origin(event), told, {
      tell,
      reason: hold.reason,
      before: track.lastEvent,
    });
    this.#store.saveTrack(identity, { ...track, destinations, remindedAt: now, lastEvent }, track);
  }

  #ruleOf(event: number): string {
    const row = this.#store.event(event);
    return (row && alertOf(row)?.rule.name) ?? "";
  }
}

/** What an alert is, from where its identity stands, and when it was. */
function decided(
  { identity, state, level, time, episode: vendorEpisode }: Submission,
  track: StoredTrack | undefined,
  now: number,
): { at: number; outcome: Outcome } {
  const timed = time !== undefined;
  const known = eventTime(time, now);
  const at = timed ? known : Math.max(known, track?.lastAt ?? 0);
  // One episode's callbacks may tell times in seconds and in milliseconds, so whole seconds are compared.
  const second = at - (at % 1000);
  const arrival = { state, level, at: second, timed, vendorEpisode };
  return { at, outcome: decide(track, { ...arrival, firstEpisode: firstEpisode(identity, now) }) };
}
