import { DurableObject } from "cloudflare:workers";
import { type Alert, incidentKey } from "../alert.ts";
import type { DrillShown, LedgerReport } from "../answers.ts";
import type { RelayConfig } from "../config/config.ts";
import { heirOf } from "../config/heirs.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { destinationOf } from "../destinations/registry.ts";
import { iso } from "../destinations/text.ts";
import { Drills } from "../drill/drills.ts";
import type { Known } from "../drill/state.ts";
import { type Env, readConfig, readSecret } from "../env.ts";
import { eventTime } from "../event-time.ts";
import type { Whence } from "../heartbeat/expected.ts";
import { Heartbeats } from "../heartbeat/heartbeats.ts";
import { type PingStates, pingAll, type Troubles } from "../heartbeat/pings.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { reasonText } from "../message/held.ts";
import type { Facts, Held, Reason } from "../quiet/stage.ts";
import { upgrade } from "../sql.ts";
import { production, type Surroundings } from "../surroundings.ts";
import { alertOf, NOTICE, OWN } from "./alert-of.ts";
import { type Decision, decide, expire, type Outcome } from "./decide.ts";
import { HandOver, type Take } from "./hand-over.ts";
import { type Hold, Holds, type Step } from "./holds.ts";
import { firstEpisode } from "./one-off.ts";
import { ownSubmission } from "./own.ts";
import { report } from "./report.ts";
import { type Speaker, type Standing, standingOf } from "./standing.ts";
import {
  type Address,
  type Origin,
  Store,
  type StoredCallback,
  type StoredTrack,
  type Tell,
} from "./store.ts";
import { STEPS } from "./tables.ts";

/** What the decision on an alert needs to know; the rest is in the body. */
export interface Submission extends Speaker {
  level: Level | undefined;
  time: number | undefined;
  episode: string | undefined;
  /** How long the incident stays open if nothing resolves it, in milliseconds. */
  openFor: number | undefined;
  /** Of a test that a person started: whether it shows up, or only counts. */
  test?: "show" | "count" | undefined;
  /** Name of the rule, for the log. */
  rule: string;
  /** What of the alert could not be understood, and what it was taken for: for the log. */
  unclear?: string[];
  /** Who is told if it opens an incident, or goes on. */
  destinations: string[];
  /** What it meets of what may hold it back. */
  facts?: Facts | undefined;
}

/** What tells people of a body that could not be read. */
export interface Notice {
  text: string;
  submission: Submission;
}

/** A callback that waits for the transaction that it will be part of. */
interface Waiting {
  callback: StoredCallback;
  submissions: Submission[];
  resolve: (decisions: Decision[]) => void;
  reject: (error: unknown) => void;
}

/** When something was decided, and until when the incident may stay open. */
interface Occasion {
  /** Event time. */
  at: number;
  now: number;
  closesAt: number | null;
  passedOn: Set<string>;
  facts?: Facts | undefined;
}

interface Recorded {
  decision: Decision;
  /** Number of the event that was written down. */
  event: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** After how long without a callback people are reminded, in seconds. CloudMonitor repeats itself within a day. */
const REMIND_AFTER = 26 * 60 * 60;

/**
 * Milliseconds after which a callback that says nothing new counts as a sign of life: Prometheus repeats an alert
 * with the time at which it began. A copy that comes sooner costs no row more.
 */
const HEARD_AGAIN = 60 * 60 * 1000;

/** Decisions on what says nothing beyond what is known. */
const NOTHING_NEW: ReadonlySet<Decision> = new Set(["repeated", "duplicate"]);

/** Decisions on what belongs to nothing that is known. */
const BEGINS: ReadonlySet<Decision> = new Set(["opened", "held"]);

/** How often old rows are dropped, in milliseconds. */
const SWEEP_EVERY = 6 * 60 * 60 * 1000;

/** How often a GET is taken for a person's test, in milliseconds: it may only ask whether the URL answers. */
const TESTED_EVERY = 10 * 60 * 1000;

/** What was decided is handed over at once, and again after this time where a stop came between. */
const HAND_OVER_AGAIN = 10_000;

/**
 * The memory of one source: which incidents are open, what was decided on each callback, and who is to be
 * told. One Durable Object for each source, so that one account's storm delays no other's; its name is the
 * source's name.
 */
export class Ledger extends DurableObject<Env> {
  readonly #world: Surroundings;
  readonly #store: Store;
  readonly #source: string;
  readonly #config: RelayConfig;
  readonly #holds: Holds;
  readonly #handOver: HandOver;
  readonly #heartbeats: Heartbeats;
  readonly #drills: Drills;
  readonly #waiting: Waiting[] = [];
  /** The time that `alarm` was last asked for, as far as this instance knows. */
  #alarmAt = NEVER;
  /** How much the clock that rings alarms is ahead of this object's own. */
  #ahead = 0;

  constructor(ctx: DurableObjectState, env: Env, world: Surroundings = production) {
    super(ctx, env);
    this.#world = world;
    this.#config = readConfig(env);
    this.#transaction(() => upgrade(ctx.storage.sql, STEPS));
    this.#store = new Store(ctx.storage.sql);
    this.#source = this.#rememberName(ctx.id.name);
    this.#holds = new Holds(ctx.storage.sql, this.#store, this.#config, this.#source);
    this.#transaction(() => this.#holds.lookAgain(world.now()));
    this.#handOver = new HandOver({
      source: this.#source,
      config: this.#config,
      store: this.#store,
      world,
      taker: (destination): Take | undefined => {
        const heir = heirOf(this.#config, destination);
        const delivery = deliveryOf(env, heir ?? destination);
        return (
          delivery && (async (source, letters) => await delivery.take(source, letters, heir && destination))
        );
      },
      transaction: (write) => this.#transaction(write),
    });
    this.#heartbeats = new Heartbeats(this.#store, lookup(this.#config.sources, this.#source), (alert, now) =>
      this.#announce(alert, now),
    );
    this.#heartbeats.declared(world.now());
    this.#drills = new Drills({
      source: this.#source,
      config: this.#config,
      secret: () => readSecret(env),
      store: this.#store,
      world,
      transaction: (write) => this.#transaction(write),
      known: (destination, key) => this.#known(destination, key),
      announce: (alert, except) => this.#announce(alert, world.now(), except),
    });
    // Asked for again at every start: it costs little, and no stop can then lose the alarm.
    this.#wakeBy(Math.max(world.now(), this.#urgent()));
  }

  #transaction<T>(write: () => T): T {
    return this.ctx.storage.transactionSync(write);
  }

  /** An object that an alarm woke may not know its own name: it is written down by the first that does. */
  #rememberName(name: string | undefined): string {
    const known = this.#store.noted("source");
    if (name !== undefined && name !== known) this.#store.note("source", name);
    return name ?? String(known ?? "");
  }

  /**
   * Decides what each alert of a callback is, moves the incidents and notes who is to be told, in one
   * transaction. The answer leaves this object only after the transaction is on disk (Durable Objects
   * hold outgoing messages back until then), so what was acknowledged is not lost.
   *
   * Callbacks that arrive together share a transaction: writing to disk is most of what one costs, so
   * a storm is taken in at a multiple of the rate.
   */
  accept(callback: StoredCallback, submissions: Submission[]): Promise<Decision[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ callback, submissions, resolve, reject });
      if (this.#waiting.length === 1) this.#world.after(0, () => this.#acceptWaiting());
    });
  }

  #acceptWaiting(): void {
    const batch = this.#waiting.splice(0);
    try {
      const decisions = this.#transaction(() => batch.map((each) => this.#acceptOne(each)));
      batch.forEach((each, index) => {
        each.resolve(decisions[index] ?? []);
      });
    } catch {
      // One that can't be written must not take the others with it.
      for (const each of batch) {
        try {
          each.resolve(this.#transaction(() => this.#acceptOne(each)));
        } catch (error) {
          each.reject(error);
        }
      }
    }
    this.#handOver.start();
  }

  /** Resolves once nothing is being handed over: where time stands still, somebody has to wait for it. */
  atRest(): Promise<void> {
    return this.#handOver.run();
  }

  /** A heartbeat has come: what was told of it is over. */
  heard(name: string, whence: Whence): void {
    const now = this.#world.now();
    const outcome = this.#transaction(() => this.#heartbeats.heard(name, whence, now));
    this.#world.log({ event: "heartbeat", source: this.#source, heartbeat: name, outcome });
    this.#wakeBy(this.#heartbeats.next());
    this.#handOver.start();
  }

  /** Begins a fire drill. False where one runs already, or the source has none. `by`: who asked; null: the schedule. */
  startDrill(by: string | null): boolean {
    const begun = this.#transaction(() => this.#drills.start(by));
    if (begun) this.#wakeBy(this.#world.now());
    return begun;
  }

  /** The newest fire drill. */
  drill(): DrillShown | undefined {
    return this.#drills.report();
  }

  /** Takes the callback of the fire drill that runs. Of another one nobody is told. */
  async drilled(id: string, callback: StoredCallback, submission: Submission): Promise<Decision> {
    if (!this.#drills.isRunning(id)) return "late";
    const [decision = "late"] = await this.accept(callback, [submission]);
    const track = this.#store.track(submission.identity);
    if (track?.open) {
      const key = incidentKey(this.#source, submission.identity, track.episode);
      this.#transaction(() => this.#drills.opened(key, track.destinations));
    }
    return decision;
  }

  /** What a destination knows of an incident; undefined: that it is over, or nothing. */
  async #known(destination: string, key: string): Promise<Known | undefined> {
    return await deliveryOf(this.env, destination)?.known(key);
  }

  /** Decides on an alert of the relay's own. `except`: who is not told, unless nobody else would be. */
  #announce(alert: Alert, now: number, except: readonly string[] = []): void {
    const settings = lookup(this.#config.sources, this.#source);
    if (!settings) return;
    const submission = ownSubmission(alert, settings);
    const all = submission.destinations.filter((to) => !this.#passesOn(to));
    const others = all.filter((to) => !except.includes(to));
    const destinations = others.length > 0 ? others : all;
    const callback = { body: JSON.stringify(alert), contentType: null, parameters: null };
    this.#decide({ ...submission, destinations }, { part: OWN, bodyOf: null, callback }, new Set(), now);
  }

  /** Calls those outside who watch that this receiver is there, and remembers how it went. `troubles`: of destinations. */
  async ping(troubles: Troubles): Promise<void> {
    const states = await pingAll(this.env, this.#config, troubles, this.pings(), this.#world);
    this.#store.note("pings", JSON.stringify(states));
    for (const [name, { problem, withheld }] of Object.entries(states)) {
      const outcome = withheld ? "withheld" : "failed";
      if (problem !== null) this.#world.log({ event: "ping", ping: name, outcome, reason: problem });
    }
  }

  /** How the last pings went. */
  pings(): PingStates {
    return JSON.parse(String(this.#store.noted("pings") ?? "{}")) as PingStates;
  }

  /** Called now and then, in case that an alarm died: they end after six runs that failed. */
  tend(): void {
    this.#alarmAt = NEVER;
    this.#wakeBy(this.#next());
  }

  #acceptOne({ callback, submissions }: Waiting): Decision[] {
    const now = this.#world.now();
    let bodyOf: number | null = null;
    const passedOn = new Set<string>();
    return submissions.map((submission, part) => {
      const origin: Origin = { part, bodyOf, callback: bodyOf === null ? callback : null };
      const { decision, event } = this.#decide(submission, origin, passedOn, now);
      bodyOf ??= event;
      return decision;
    });
  }

  /** `passedOn`: which destinations have the callback as a whole already. */
  #decide(submission: Submission, origin: Origin, passedOn: Set<string>, now: number): Recorded {
    const { openFor, time } = submission;
    const isNews = (track: StoredTrack) => BEGINS.has(decided(submission, track, now).outcome.decision);
    const stands = standingOf(this.#store, submission, isNews);
    if (!stands) {
      const { identity } = submission;
      const at = time ?? now;
      const event = this.#record("ambiguous", identity, undefined, origin, { ...submission, at, now });
      return { decision: "ambiguous", event };
    }
    const { identity, track } = stands;
    const { at, outcome } = decided(submission, track, now);
    if (submission.test) return this.#decideTest(submission, stands, { at, outcome }, origin, now);
    if (submission.about && identity !== submission.identity && NOTHING_NEW.has(outcome.decision)) {
      const event = this.#record("joined", identity, track?.episode, origin, { ...submission, at, now });
      return { decision: "joined", event };
    }
    if (outcome.ends && track) this.#end(identity, track, outcome.ends, now);
    const before = outcome.ends ? this.#store.track(identity) : track;
    const closesAt = openFor === undefined ? null : now + openFor;
    const event = this.#write(identity, before, outcome, origin, {
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
    const destinations = submission.destinations.filter((to) => !this.#passesOn(to));
    const alert = { ...submission, destinations, at, now };
    const closesAt = now + (submission.openFor ?? 0);
    const isShown = submission.test === "show" && outcome.decision === "opened";
    const event = isShown
      ? this.#write(identity, track, { ...outcome, decision: "test" }, origin, {
          ...alert,
          closesAt,
          passedOn: new Set(),
        })
      : this.#record("test", identity, track?.episode, origin, alert);
    return { decision: "test", event };
  }

  /** Resolves an incident that nothing has resolved for as long as it may stay open. */
  #expire(identity: string, now: number): void {
    const before = this.#store.track(identity);
    if (before?.open) this.#end(identity, before, expire(before), now);
  }

  /** Writes down an end that no callback tells of: the alert is that of the callback that opened the incident. */
  #end(identity: string, before: StoredTrack, outcome: Outcome, now: number): void {
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
    } as const;
    this.#write(identity, before, outcome, this.#store.origin(openedEvent), { ...alert, destinations: [] });
  }

  /**
   * Reminds people of an open incident of which nothing was heard for so long that its recovery may have been
   * lost. The alert is that of the callback that opened it; a vendor's own integration gets callbacks alone.
   */
  #remind(identity: string, now: number): void {
    const track = this.#store.track(identity);
    if (!track) return;
    const { episode, level, openedAt, openedEvent, destinations } = track;
    if (this.#holds.of(identity, track))
      return this.#store.saveTrack(identity, { ...track, remindedAt: now }, track);
    const silentSince = track.heardAt ?? track.lastAt;
    const told = this.#eachOnce(destinations).filter((each) => !this.#passesOn(each));
    const to = told.map((destination) => ({ destination, news: "updated" as const, silentSince }));
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const alert = { state: "firing", level, rule: this.#ruleOf(openedEvent), at: silentSince, now } as const;
    this.#record("reminded", identity, episode, this.#store.origin(openedEvent), alert, { tell });
    this.#store.saveTrack(identity, { ...track, remindedAt: now }, track);
  }

  /** Looks again at what holds an incident back: it still does, or people are told of it now. */
  #letGo(identity: string, now: number): void {
    const track = this.#store.track(identity);
    const hold = this.#holds.of(identity, track);
    if (!track || !hold) return this.#holds.drop(identity);
    const { level, openedAt, episode } = track;
    const row = this.#store.event(hold.event);
    const alert = row && alertOf(row);
    const reason = alert && this.#holds.reasonFor(this.#holds.factsOf(alert, level), now, hold.since);
    const { event } = hold;
    if (reason) return this.#hold(identity, { ...hold, reason }, event);
    this.#holds.drop(identity);
    const destinations = this.#eachOnce(hold.destinations);
    const to = destinations.map((destination): Address => {
      const whole = this.#passesOn(destination) && { whole: true };
      return { destination, news: "opened", event, held: heldOf(hold), ...whole };
    });
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const told = { state: "firing", level, rule: alert?.rule.name ?? "", at: now, now } as const;
    this.#record("released", identity, episode, this.#store.origin(event), told, {
      tell,
      reason: hold.reason,
    });
    this.#store.saveTrack(identity, { ...track, destinations, remindedAt: now }, track);
  }

  /** How long an incident may be silent, in milliseconds; infinite: for ever. */
  get #remindAfter(): number {
    const { remindAfter = REMIND_AFTER } = lookup(this.#config.sources, this.#source) ?? {};
    return remindAfter === 0 ? NEVER : remindAfter * 1000;
  }

  #ruleOf(event: number): string {
    const row = this.#store.event(event);
    return (row && alertOf(row)?.rule.name) ?? "";
  }

  /** Writes down the event and what was decided on it. */
  #record(
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
    { tell, reason }: { tell?: Tell | undefined; reason?: Reason | undefined } = {},
  ): number {
    const source = this.#source;
    const event = this.#store.addEvent(
      {
        ...{ receivedAt: now, at, identity, episode, decision, ...from },
        ...(reason && { reason: JSON.stringify(reason) }),
      },
      callback,
      tell,
    );
    // The alarm is part of what makes it necessary. Whatever a duplicate repeats has set one.
    if (decision !== "duplicate") this.#wakeBy(now + (tell ? HAND_OVER_AGAIN : SWEEP_EVERY));
    const said = {
      ...(unclear.length > 0 && { unclear }),
      ...(reason && { reason: reasonText(reason, "en", "UTC", now) }),
    };
    this.#world.log({ event: "decision", source, decision, state, level, rule, at: iso(at), ...said });
    return event;
  }

  /** Writes a decision down: the event with what it tells to whom, and where the incident stands now. */
  #write(
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
      return this.#record(decision, identity, episode, origin, alert);
    }

    const step = this.#holds.step(identity, before, { decision, track, messages }, alert);
    const begins = messages.includes("opened");
    const openedAt = begins ? alert.at : track.openedAt;
    const told = begins ? destinations : this.#eachOnce(before?.destinations ?? []);
    // An update reaches destinations that its level or the configuration has added; a recovery only those
    // that know of the incident.
    const known = told.map((each) => this.#present(each));
    const added = destinations.filter((each) => !known.includes(each));
    const all = messages.includes("updated") ? [...told, ...added] : told;
    const receivers = step?.reason ? [] : step?.letsGo ? this.#eachOnce(step.letsGo.destinations) : all;
    const news = step?.letsGo ? (["opened"] as const) : messages;
    const addressed = decision === "held" ? destinations : receivers;
    // What is still held is the recovery of another stretch.
    const isItsOwn = decision === "overtaken" && track.heldAt === null;
    const held = isItsOwn ? (before?.heldEvent ?? undefined) : undefined;
    const to = addressed
      .flatMap((to) => this.#addresses(to, { decision, messages: news }, held, alert.passedOn))
      .map((address) => (step?.letsGo ? { ...address, held: heldOf(step.letsGo) } : address));
    const tell = to.length > 0 ? { level, openedAt, to } : undefined;
    const event = this.#record(decision, identity, episode, origin, alert, { tell, reason: step?.reason });
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
    };
    this.#store.saveTrack(identity, after, before);
    if (step) this.#hold(identity, track.open ? step.holds : undefined, event);
    if (begins && track.open) this.#holds.opened(identity, alert.rule, alert.facts);
    else if (before?.open && !track.open) this.#wakeBy(this.#holds.ended(identity, alert.now));
    if (track.open && alert.closesAt !== null) this.#wakeBy(alert.closesAt);
    return event;
  }

  /** Writes down what is held, or that nothing is. */
  #hold(identity: string, holds: Step["holds"], event: number): void {
    if (!holds) return this.#holds.drop(identity);
    this.#holds.save(identity, { ...holds, event: holds.event ?? event });
    this.#wakeBy(holds.reason.until ?? NEVER);
  }

  /** What one destination is told. `held`: the event of a recovery that waited for its alert. */
  #addresses(
    destination: string,
    { decision, messages }: Pick<Outcome, "decision" | "messages">,
    held: number | undefined,
    passedOn: Set<string>,
  ): Address[] {
    if (!this.#passesOn(destination))
      return messages.map((news) => ({
        destination,
        news,
        ...(news === "resolved" && held !== undefined && { event: held }),
      }));
    // A vendor's own integration reads the whole body, and may know of incidents that this ledger does not.
    // Of an end that no callback told there is no body to pass on.
    if (decision === "expired" || decision === "lost") return [];
    return (decision === "held" ? (["resolved"] as const) : messages).flatMap((news): Address[] => {
      const event = news === "resolved" ? held : undefined;
      const once = `${destination} ${event ?? ""}`;
      if (passedOn.has(once)) return [];
      passedOn.add(once);
      return [{ destination, news, whole: true, ...(event !== undefined && { event }) }];
    });
  }

  /** What a destination is called now. */
  #present(destination: string): string {
    return heirOf(this.#config, destination) ?? destination;
  }

  /** What is known under several names of one destination is followed under one: the present one, if it is. */
  #eachOnce(told: string[]): string[] {
    const present = told.map((each) => this.#present(each));
    return told.filter((each, index) =>
      told.includes(present[index] ?? "")
        ? each === present[index]
        : present.indexOf(present[index] ?? "") === index,
    );
  }

  /** Whether a destination takes callbacks as they came. */
  #passesOn(destination: string): boolean {
    const settings = lookup(this.#config.destinations, this.#present(destination));
    return settings !== undefined && destinationOf(settings.kind).passesOn === true;
  }

  /**
   * CloudMonitor asked whether the URL answers, which it does before the first callback. `test`: the request
   * may have been a person's test, which is shown now and then.
   */
  verified(test?: Submission): void {
    const now = this.#world.now();
    this.#transaction(() => {
      this.#store.note("verified_at", now);
      if (!test || now - (this.#store.track(test.identity)?.openedAt ?? -TESTED_EVERY) < TESTED_EVERY) return;
      const callback = { body: "", contentType: null, parameters: "" };
      this.#decide(test, { part: 0, bodyOf: null, callback }, new Set(), now);
    });
    if (test) this.#handOver.start();
  }

  /** Keeps a body that was not taken, with the reason, and tells people unless they know of its like. */
  quarantine(
    entry: { reason: string; contentType: string | null; bytes: number; body: string },
    notice?: Notice,
  ): void {
    const now = this.#world.now();
    this.#transaction(() => {
      this.#store.quarantine({ ...entry, receivedAt: now });
      if (!notice || this.#store.track(notice.submission.identity)?.open) return;
      const callback = { body: notice.text, contentType: null, parameters: "" };
      const destinations = notice.submission.destinations.filter((to) => !this.#passesOn(to));
      const origin = { part: NOTICE, bodyOf: null, callback };
      this.#decide({ ...notice.submission, destinations }, origin, new Set(), now);
    });
    this.#world.log({ event: "quarantine", source: this.#source, reason: entry.reason, bytes: entry.bytes });
    this.#wakeBy(now + SWEEP_EVERY);
    this.#handOver.start();
  }

  /** Reads its storage, for `GET /health`. */
  isThere(): boolean {
    return this.#store.noted("source") !== undefined;
  }

  /** What this source knows; what destinations know of it they say themselves. */
  report(): LedgerReport {
    return report(this.#store, this.#handOver.left(), {
      source: this.#source,
      now: this.#world.now(),
      heartbeats: this.#heartbeats.report(),
      drill: this.#drills.report(),
    });
  }

  /** Resolves what has been open for long enough and hands over what is left; then asks to be called again. */
  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    this.#alarmAt = NEVER;
    // One that rings before its time, by this object's clock, would ring again and again until then.
    this.#ahead = Math.max(0, (info?.scheduledTime ?? 0) - this.#world.now());
    let again = HAND_OVER_AGAIN;
    try {
      this.#tidy();
      await this.#drills.run();
      await this.#handOver.run();
      again = SWEEP_EVERY;
    } finally {
      this.#wakeBy(Math.min(this.#next(), this.#world.now() + again));
    }
  }

  /** Apart from handing over: what is over is over even where nobody can be told. */
  #tidy(): void {
    const now = this.#world.now();
    this.#transaction(() => {
      for (const identity of this.#holds.due(now)) this.#letGo(identity, now);
      this.#heartbeats.tell(now);
      for (const { identity, closesAt } of this.#store.closing()) {
        if (closesAt <= now) this.#expire(identity, now);
      }
      if (this.#remindAfter === NEVER) return;
      for (const identity of this.#store.silentSince(now - this.#remindAfter)) this.#remind(identity, now);
    });
    if (now - Number(this.#store.noted("forgot_at") ?? 0) < SWEEP_EVERY) return;
    this.#transaction(() => {
      this.#store.forget(now, this.#handOver.handed());
      this.#store.note("forgot_at", now);
    });
  }

  /** When there is something to hand over or to resolve next; infinite if never. */
  #next(): number {
    const silent = (this.#store.longestSilent() ?? NEVER) + this.#remindAfter;
    return Math.max(this.#world.now(), Math.min(this.#urgent(), silent));
  }

  /** The same without reminders: those are far off, and an object that only starts sets no alarm for them. */
  #urgent(): number {
    const closing = this.#store.closing()[0]?.closesAt ?? NEVER;
    return Math.min(
      this.#handOver.next(),
      closing,
      this.#holds.next(),
      this.#heartbeats.next(),
      this.#drills.next(),
    );
  }

  #wakeBy(at: number): void {
    if (at >= this.#alarmAt) return;
    this.#alarmAt = at;
    this.#world.wake(this.ctx.storage, at + this.#ahead);
  }
}

function heldOf({ reason, since }: Hold): Held {
  return { reason, since };
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
