import { DurableObject } from "cloudflare:workers";
import { type Alert, incidentKey } from "../alert.ts";
import type { DrillShown, LedgerReport } from "../answers.ts";
import type { Done, IncidentAction, Refused } from "../api/acts.ts";
import type { Decisions, IncidentPage, Overview, Quarantine } from "../api/shapes.ts";
import type { RelayConfig } from "../config/config.ts";
import { heirOf } from "../config/heirs.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { Drills } from "../drill/drills.ts";
import type { Known } from "../drill/state.ts";
import { type Env, readConfig, readSecret } from "../env.ts";
import type { Whence } from "../heartbeat/expected.ts";
import { Heartbeats } from "../heartbeat/heartbeats.ts";
import { type PingStates, pingAll, type Troubles } from "../heartbeat/pings.ts";
import { lookup } from "../lookup.ts";
import { upgrade } from "../sql.ts";
import { production, type Surroundings } from "../surroundings.ts";
import { Addresses } from "./addresses.ts";
import { NOTICE, OWN } from "./alert-of.ts";
import { ByHand } from "./by-hand.ts";
import { type Acted, actionsOf, decisionsOf, quarantineOf, totals } from "./counts.ts";
import type { Decision } from "./decide.ts";
import { detailOf, type LedgersIncident } from "./detail.ts";
import { Gatherings } from "./gatherings.ts";
import { HandOver, type Take } from "./hand-over.ts";
import { History } from "./history.ts";
import { Holds } from "./holds.ts";
import { Incidents } from "./incidents.ts";
import { HAND_OVER_AGAIN, Journal, type JournalContext, SWEEP_EVERY } from "./journal.ts";
import { type IncidentQuery, Look } from "./look.ts";
import { ownSubmission } from "./own.ts";
import { report, standingFor } from "./report.ts";
import { type Origin, Store, type StoredCallback } from "./store.ts";
import type { Notice, Submission } from "./submission.ts";
import { STEPS } from "./tables.ts";
import { type LedgerTally, Tallies } from "./tally.ts";

/** A callback that waits for the transaction that it will be part of. */
interface Waiting {
  callback: StoredCallback;
  submissions: Submission[];
  resolve: (decisions: Decision[]) => void;
  reject: (error: unknown) => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/** After how long without a callback people are reminded, in seconds. CloudMonitor repeats itself within a day. */
const REMIND_AFTER = 26 * 60 * 60;

/** How often a GET is taken for a person's test, in milliseconds: it may only ask whether the URL answers. */
const TESTED_EVERY = 10 * 60 * 1000;

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
  readonly #history: History;
  readonly #look: Look;
  readonly #tallies: Tallies;
  readonly #addresses: Addresses;
  readonly #gatherings: Gatherings;
  readonly #incidents: Incidents;
  readonly #byHand: ByHand;
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
    this.#addresses = new Addresses(this.#config);
    const settings = lookup(this.#config.sources, this.#source);
    this.#history = new History(ctx.storage.sql, this.#source);
    this.#tallies = new Tallies(ctx.storage.sql, this.#store);
    this.#look = new Look(ctx.storage.sql, this.#source, settings?.language ?? "en");
    this.#gatherings = new Gatherings(ctx.storage.sql, {
      source: this.#source,
      config: this.#config,
      store: this.#store,
      addresses: this.#addresses,
      decide: (submission, body, now) => this.#decideOwn(submission, body, now),
      wakeBy: (at) => this.#wakeBy(at),
    });
    this.#holds = new Holds(ctx.storage.sql, this.#store, settings, this.#gatherings);
    const context: JournalContext = {
      source: this.#source,
      store: this.#store,
      holds: this.#holds,
      history: this.#history,
      gatherings: this.#gatherings,
      addresses: this.#addresses,
      world,
      wakeBy: (at) => this.#wakeBy(at),
    };
    const journal = new Journal(context);
    this.#incidents = new Incidents(context, journal);
    this.#byHand = new ByHand(context, journal, this.#incidents);
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
    this.#heartbeats = new Heartbeats(this.#store, settings, (alert, now) => this.#announce(alert, now));
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
    const all = submission.destinations.filter((to) => !this.#addresses.passesOn(to));
    const others = all.filter((to) => !except.includes(to));
    const destinations = others.length > 0 ? others : all;
    this.#decideOwn({ ...submission, destinations }, JSON.stringify(alert), now);
  }

  /** `body`: the alert. */
  #decideOwn(submission: Submission, body: string, now: number): void {
    const callback = { body, contentType: null, parameters: null };
    this.#incidents.decide(submission, { part: OWN, bodyOf: null, callback }, new Set(), now);
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
      const { decision, event } = this.#incidents.decide(submission, origin, passedOn, now);
      bodyOf ??= event;
      return decision;
    });
  }

  /** How long an incident may be silent, in milliseconds; infinite: for ever. */
  get #remindAfter(): number {
    const { remindAfter = REMIND_AFTER } = lookup(this.#config.sources, this.#source) ?? {};
    return remindAfter === 0 ? NEVER : remindAfter * 1000;
  }

  /** After how long without a callback an incident is closed of which people were reminded; infinite: never. */
  get #closeAfter(): number {
    const { closeAfter = NEVER } = lookup(this.#config.sources, this.#source) ?? {};
    return closeAfter * 1000;
  }

  /** What was silent for so long at this time. Where nothing is closed, no query is made. */
  #unheard(now: number, most: number): { identity: string; at: number }[] {
    return this.#closeAfter === NEVER ? [] : this.#store.unheardSince(now - this.#closeAfter, most);
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
      this.#incidents.decide(test, { part: 0, bodyOf: null, callback }, new Set(), now);
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
      const destinations = notice.submission.destinations.filter((to) => !this.#addresses.passesOn(to));
      const origin = { part: NOTICE, bodyOf: null, callback };
      this.#incidents.decide({ ...notice.submission, destinations }, origin, new Set(), now);
    });
    this.#world.log({ event: "quarantine", source: this.#source, reason: entry.reason, bytes: entry.bytes });
    this.#wakeBy(now + SWEEP_EVERY);
    this.#handOver.start();
  }

  /** Reads its storage, for `GET /health`. */
  isThere(): boolean {
    return this.#store.noted("source") !== undefined;
  }

  /** Where this source stands, for an overview. */
  standing(): Omit<Overview["sources"][string], "generation"> {
    const now = this.#world.now();
    const heartbeats = this.#heartbeats.report();
    const drill = this.#drills.report();
    const decisions = totals(this.decisions(24));
    return {
      ...standingFor(this.#store, this.#handOver.left(), decisions, now),
      ...(heartbeats && { heartbeats }),
      ...(drill && { drill }),
    };
  }

  /** Incidents that were, and are, newest first. */
  incidents(query: IncidentQuery): IncidentPage {
    return this.#look.incidents(query, this.#world.now());
  }

  /** One incident, with a page of its timeline from below the event `before` on. */
  incident(key: string, before: number | null): LedgersIncident | undefined {
    const settings = lookup(this.#config.sources, this.#source);
    const now = this.#world.now();
    return detailOf(this.ctx.storage.sql, this.#look, settings, { key, before, now });
  }

  /** Does what a person asks for with one incident. `by`: who. */
  act(action: IncidentAction, by: string): Done | Refused {
    const outcome = this.#transaction(() => this.#byHand.act(action, by, this.#world.now()));
    this.#handOver.start();
    return outcome;
  }

  /** What people did, newest first, below an event. */
  actions(before: number, most: number): Acted[] {
    return actionsOf(this.ctx.storage.sql, before, most);
  }

  /** How many events there were since the source began, and what is open. */
  metrics(): LedgerTally & { open: number; quarantined: number; waiting: number } {
    const counts = this.#store.counts();
    const waiting = this.#handOver.left().reduce((sum, { events }) => sum + events.length, 0);
    return { ...this.#transaction(() => this.#tallies.count()), ...counts, waiting };
  }

  /** What was decided in the last hours, counted. */
  decisions(hours: number): Decisions {
    return decisionsOf(this.ctx.storage.sql, hours, this.#world.now());
  }

  /** What could not be read, newest first, below an id. */
  quarantined(before: number, most: number): Quarantine {
    return quarantineOf(this.ctx.storage.sql, this.#source, before, most);
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
      for (const identity of this.#holds.due(now)) this.#incidents.letGo(identity, now);
      this.#gatherings.look(now);
      this.#heartbeats.tell(now);
      for (const { identity, closesAt } of this.#store.closing()) {
        if (closesAt <= now) this.#incidents.expire(identity, now);
      }
      if (this.#remindAfter === NEVER) return;
      for (const { identity } of this.#unheard(now, 100)) this.#incidents.close(identity, now);
      for (const identity of this.#store.silentSince(now - this.#remindAfter))
        this.#incidents.remind(identity, now);
    });
    if (now - Number(this.#store.noted("forgot_at") ?? 0) < SWEEP_EVERY) return;
    this.#transaction(() => {
      this.#tallies.save();
      this.#history.forget(this.#store.forget(now, this.#handOver.handed()));
      this.#gatherings.forget(now);
      this.#store.note("forgot_at", now);
    });
  }

  /** When there is something to hand over or to resolve next; infinite if never. */
  #next(): number {
    const silent = (this.#store.longestSilent() ?? NEVER) + this.#remindAfter;
    const [unheard] = this.#unheard(NEVER, 1);
    const closing = (unheard?.at ?? NEVER) + this.#closeAfter;
    return Math.max(this.#world.now(), Math.min(this.#urgent(), silent, closing));
  }

  /** The same without reminders: those are far off, and an object that only starts sets no alarm for them. */
  #urgent(): number {
    const closing = this.#store.closing()[0]?.closesAt ?? NEVER;
    return Math.min(
      this.#handOver.next(),
      closing,
      this.#holds.next(),
      this.#gatherings.next(),
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
