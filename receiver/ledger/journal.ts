import { iso } from "../destinations/text.ts";
import { reasonText } from "../message/held.ts";
import type { Facts, Held, Reason } from "../quiet/stage.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Addresses } from "./addresses.ts";
import type { Decision, Outcome } from "./decide.ts";
import type { Gatherings } from "./gatherings.ts";
import type { History } from "./history.ts";
import type { Hold, Holds, Member, Step } from "./holds.ts";
import { silencedBy, silenceOf } from "./silence.ts";
import type { Origin, Store, StoredTrack, Tell } from "./store.ts";
import type { Submission } from "./submission.ts";

/** When something was decided, and until when the incident may stay open. */
export interface Occasion {
  /** Event time. */
  at: number;
  now: number;
  closesAt: number | null;
  passedOn: Set<string>;
  /** Since when nothing was heard of it, where that ends it. */
  silentSince?: number | undefined;
  facts?: Facts | undefined;
  /** Who did it, where a person did. */
  by?: string | undefined;
}

/** What is written down with an event. */
interface Recording {
  tell?: Tell | undefined;
  reason?: Reason | undefined;
  /** The event before it of the same incident. */
  before?: number | null | undefined;
  /** Who did it, where a person did. */
  by?: string | undefined;
}

/** What writes a source's decisions down works with. */
export interface JournalContext {
  source: string;
  store: Store;
  holds: Holds;
  history: History;
  gatherings: Gatherings;
  addresses: Addresses;
  world: Pick<Surroundings, "log">;
  /** Asks for the alarm at this time, if it would come later. */
  wakeBy: (at: number) => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Milliseconds after which a callback that says nothing new counts as a sign of life: Prometheus repeats an alert
 * with the time at which it began. A copy that comes sooner costs no row more.
 */
const HEARD_AGAIN = 60 * 60 * 1000;

/** What was decided is handed over at once, and again after this time where a stop came between. */
export const HAND_OVER_AGAIN = 10_000;

/** How often old rows are dropped, in milliseconds. */
export const SWEEP_EVERY = 6 * 60 * 60 * 1000;

/** Writes decisions down: each is an event, what it tells to whom, and where its incident stands now. */
export class Journal {
  readonly #context: JournalContext;
  readonly #store: Store;
  readonly #holds: Holds;
  readonly #addresses: Addresses;

  constructor(context: JournalContext) {
    this.#context = context;
    this.#store = context.store;
    this.#holds = context.holds;
    this.#addresses = context.addresses;
  }

  /** Writes down the event and what was decided on it. */
  record(
    decision: Decision,
    identity: string,
    episode: number | undefined,
    { callback, ...from }: Origin,
    {
      at,
      now,
      state,
      level,
      rule,
      unclear = [],
    }: Pick<Submission, "state" | "level" | "rule" | "unclear"> & Pick<Occasion, "at" | "now">,
    { tell, reason, before, by }: Recording = {},
  ): number {
    const { source, world } = this.#context;
    const event = this.#store.addEvent(
      {
        ...{ receivedAt: now, at, identity, episode, decision, ...from },
        ...(reason && { reason: JSON.stringify(reason) }),
        ...(before && { before }),
        ...(by !== undefined && { by }),
      },
      callback,
      tell,
    );
    // The alarm is part of what makes it necessary. Whatever a duplicate repeats has set one.
    if (decision !== "duplicate") this.#context.wakeBy(now + (tell ? HAND_OVER_AGAIN : SWEEP_EVERY));
    const said = {
      ...(unclear.length > 0 && { unclear }),
      ...(reason && { reason: reasonText(reason, "en", "UTC", now) }),
      ...(by !== undefined && { by }),
    };
    world.log({ event: "decision", source, decision, state, level, rule, at: iso(at), ...said });
    return event;
  }

  /** Writes a decision down: the event with what it tells to whom, and where the incident stands now. */
  write(
    identity: string,
    before: StoredTrack | undefined,
    { decision, track, messages }: Outcome,
    origin: Origin,
    alert: Pick<Submission, "state" | "level" | "rule" | "unclear" | "destinations" | "alias"> & Occasion,
  ): number {
    const { destinations } = alert;
    const { episode, level } = track;
    if (decision === "duplicate" || decision === "late") {
      const heardAt = before && (before.heardAt ?? before.lastAt);
      if (before?.open && alert.now - Number(heardAt) > HEARD_AGAIN)
        this.#store.saveTrack(identity, { ...before, heardAt: alert.now }, before);
      return this.record(decision, identity, episode, origin, alert);
    }

    const silence = silenceOf(before, alert.now);
    const silenced = silencedBy(silence, level);
    const step = this.#holds.step(identity, before, { decision, track, messages }, alert, silenced);
    const begins = messages.includes("opened");
    const openedAt = begins ? alert.at : track.openedAt;
    const told = begins ? destinations : this.#addresses.eachOnce(before?.destinations ?? []);
    // An update reaches destinations that its level or the configuration has added; a recovery only those
    // that know of the incident.
    const known = told.map((each) => this.#addresses.present(each));
    const added = destinations.filter((each) => !known.includes(each));
    const all = messages.includes("updated") ? [...told, ...added] : told;
    const isSilent = silenced !== undefined && !step?.letsGo && messages.includes("updated");
    const heldBack = step?.reason ? step.holds?.destinations : undefined;
    const late = step?.letsGo ? this.#addresses.eachOnce(step.letsGo.destinations) : [];
    const receivers = [
      ...new Set([...(heldBack ? all.filter((to) => !heldBack.includes(to)) : all), ...late]),
    ];
    const addressed = isSilent ? [] : decision === "held" ? destinations : receivers;
    // What is still held is the recovery of another stretch.
    const isItsOwn = decision === "overtaken" && track.heldAt === null;
    const held = isItsOwn ? (before?.heldEvent ?? undefined) : undefined;
    const to = addressed.flatMap((to) => {
      const isLate = step?.letsGo && late.includes(to);
      const news = isLate ? (["opened"] as const) : messages;
      const addresses = this.#addresses.of(to, { decision, messages: news }, held, alert.passedOn);
      const { silentSince } = alert;
      if (silentSince !== undefined) return addresses.map((each) => ({ ...each, silentSince }));
      return isLate ? addresses.map((each) => ({ ...each, held: heldOf(step.letsGo as Hold) })) : addresses;
    });
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const event = this.record(decision, identity, episode, origin, alert, {
      ...{ tell, before: before?.lastEvent, by: alert.by },
      reason: step?.reason ?? (isSilent ? silenced : undefined),
    });
    const after = {
      ...track,
      openedAt,
      heldEvent: track.heldAt === null ? null : decision === "held" ? event : (before?.heldEvent ?? null),
      openedEvent: begins ? event : (before?.openedEvent ?? event),
      destinations: receivers,
      alias: (begins ? undefined : before?.alias) ?? alert.alias ?? null,
      // A callback that doesn't say how long takes nothing from what another has said.
      closesAt: alert.closesAt ?? (begins ? null : (before?.closesAt ?? null)),
      heardAt: alert.now,
      remindedAt: begins ? null : (before?.remindedAt ?? null),
      silence: silence ? (before?.silence ?? null) : null,
      lastEvent: event,
    };
    this.#store.saveTrack(identity, after, before);
    const { history } = this.#context;
    if (begins) history.opened(event, identity, episode, openedAt);
    if (!track.open && (begins || before?.open))
      history.closed(after.openedEvent, event, { at: track.closedAt ?? alert.now, by: decision, level });
    if (begins && track.open) this.#holds.opened(identity, alert.rule, alert.facts);
    else if (before?.open && !track.open) this.#context.wakeBy(this.#holds.ended(identity, alert.now));
    if (track.open && alert.closesAt !== null) this.#context.wakeBy(alert.closesAt);
    if (step) {
      const member = { level, rule: alert.rule, region: regionOf(alert.facts), isOver: !track.open };
      this.#follow(identity, step, { begins, event }, member, alert.now);
    }
    return event;
  }

  /** Writes down what a decision makes of a hold, and tells what it is gathered in. */
  #follow(
    identity: string,
    { reason, holds, left }: Step,
    { begins, event }: { begins: boolean; event: number },
    member: Member,
    now: number,
  ): void {
    const { gatherings } = this.#context;
    const { gathering } = holds ?? {};
    if (!reason || !holds || (member.isOver && gathering === undefined)) this.#holds.drop(identity);
    else if (member.isOver && !begins) this.#holds.end(identity);
    else this.hold(identity, holds, event, member);
    if (left !== undefined && left !== gathering) gatherings.changed(left, now);
    if (gathering === undefined) return;
    gatherings.changed(gathering, now, member.level, member.isOver ? event : undefined);
  }

  /** Writes down what is held. */
  hold(identity: string, holds: NonNullable<Step["holds"]>, event: number, member: Member): void {
    this.#holds.save(identity, { ...holds, event: holds.event ?? event }, member);
    this.#context.wakeBy(holds.reason.until ?? NEVER);
  }
}

/** Where an alert is of, as what gathers found it. */
export function regionOf(facts: Facts | undefined): string | undefined {
  const { flapping = [], grouping = [], storm = [] } = facts ?? {};
  return [...flapping, ...grouping, ...storm].find(({ region }) => region !== undefined)?.region;
}

/** How a message says what held an incident back. */
export function heldOf({ reason, since }: Hold): Held {
  return { reason, since };
}
