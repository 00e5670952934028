import { DurableObject } from "cloudflare:workers";
import type { AlertState } from "../alert.ts";
import type { RelayConfig } from "../config/config.ts";
import type { MessageKind } from "../destinations/destination.ts";
import { type Env, readAccess, readConfig } from "../env.ts";
import type { Level } from "../level.ts";
import { type Decision, decide } from "./decide.ts";
import { Delivery } from "./delivery.ts";
import { type Report, report } from "./report.ts";
import { type Callback, type NewRow, Store, type StoredTrack } from "./store.ts";
import { production, type Surroundings } from "./surroundings.ts";
import { upgrade } from "./tables.ts";

/** What the decision on an alert needs to know; the rest is in the body. */
export interface Submission {
  identity: string;
  state: AlertState;
  level: Level | undefined;
  time: number | undefined;
  episode: string | undefined;
  /** Name of the rule, for the log. */
  rule: string;
}

/** A callback that waits for the transaction that it will be part of. */
interface Waiting {
  callback: Callback;
  submissions: Submission[];
  resolve: (decisions: Decision[]) => void;
  reject: (error: unknown) => void;
}

/** How often old rows are dropped and forgetful destinations reminded, in milliseconds. */
const SWEEP_EVERY = 6 * 60 * 60 * 1000;

/**
 * The memory of one source: which incidents are open, what goes out to whom, and whether it arrived.
 * One Durable Object for each source, so that one account's storm delays no other's; its name is the
 * source's name.
 */
export class Ledger extends DurableObject<Env> {
  readonly #world: Surroundings;
  readonly #store: Store;
  readonly #source: string;
  readonly #config: RelayConfig;
  readonly #delivery: Delivery;
  readonly #waiting: Waiting[] = [];
  /** The time that `alarm` was last asked for, as far as this instance knows. */
  #alarmAt = Number.POSITIVE_INFINITY;

  constructor(ctx: DurableObjectState, env: Env, world: Surroundings = production) {
    super(ctx, env);
    this.#world = world;
    this.#config = readConfig(env);
    ctx.storage.transactionSync(() => upgrade(ctx.storage.sql));
    this.#store = new Store(ctx.storage.sql);
    this.#source = this.#rememberName(ctx.id.name);
    this.#delivery = new Delivery({
      source: this.#source,
      config: this.#config,
      access: (destination) => readAccess(env, destination),
      store: this.#store,
      world,
      transaction: (write) => ctx.storage.transactionSync(write),
    });
    // Asked for again at every start: it costs little, and no stop can then lose the alarm.
    const next = this.#delivery.next();
    if (next !== undefined) this.#wakeBy(next);
  }

  /** An object that an alarm woke may not know its own name: it is written down by the first that does. */
  #rememberName(name: string | undefined): string {
    const known = this.#store.noted("source");
    if (name !== undefined && name !== known) this.#store.note("source", name);
    return name ?? String(known ?? "");
  }

  /**
   * Decides what each alert of a callback is, moves the incidents and queues the messages, in one
   * transaction. The answer leaves this object only after the transaction is on disk (Durable Objects
   * hold outgoing messages back until then), so what was acknowledged is not lost.
   *
   * Callbacks that arrive together share a transaction: writing to disk is most of what one costs, so
   * a storm is taken in at a multiple of the rate.
   */
  accept(callback: Callback, submissions: Submission[]): Promise<Decision[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ callback, submissions, resolve, reject });
      if (this.#waiting.length === 1) setTimeout(() => this.#acceptWaiting(), 0);
    });
  }

  #acceptWaiting(): void {
    const batch = this.#waiting.splice(0);
    try {
      const decisions = this.ctx.storage.transactionSync(() => batch.map((each) => this.#acceptOne(each)));
      batch.forEach((each, index) => {
        each.resolve(decisions[index] ?? []);
      });
    } catch {
      // One that can't be written must not take the others with it.
      for (const each of batch) {
        try {
          each.resolve(this.ctx.storage.transactionSync(() => this.#acceptOne(each)));
        } catch (error) {
          each.reject(error);
        }
      }
    }
  }

  #acceptOne({ callback, submissions }: Waiting): Decision[] {
    const now = this.#world.now();
    let bodyOf: number | null = null;
    const passedOn = new Set<string>();
    return submissions.map((submission, part) => {
      const { decision, event } = this.#decide(submission, part, bodyOf, callback, passedOn, now);
      bodyOf ??= event;
      const { state, level, rule } = submission;
      const at = new Date(Math.min(submission.time ?? now, now)).toISOString();
      this.#world.log({ event: "decision", source: this.#source, decision, state, level, rule, at });
      return decision;
    });
  }

  #decide(
    submission: Submission,
    part: number,
    bodyOf: number | null,
    callback: Callback,
    passedOn: Set<string>,
    now: number,
  ): { decision: Decision; event: number } {
    const { identity, state, level } = submission;
    // A sender whose clock runs ahead must not make what follows look late.
    const at = Math.min(submission.time ?? now, now);
    const before = this.#store.track(identity);
    const { decision, track, messages } = decide(before, {
      state,
      level,
      at,
      vendorEpisode: submission.episode,
    });
    const { episode } = track;
    const event = this.#store.addEvent(
      { receivedAt: now, at, identity, episode, decision, part, bodyOf },
      bodyOf === null ? callback : null,
    );
    if (decision === "duplicate" || decision === "late") return { decision, event };

    const routes = this.#config.sources[this.#source]?.deliverTo ?? [];
    const begins = messages.includes("opened");
    const told = begins ? routes : (before?.destinations ?? []);
    // An update reaches destinations that were added meanwhile; a recovery only those that know of the incident.
    const receivers = messages.includes("updated") ? [...new Set([...told, ...routes])] : told;
    const stored: StoredTrack = {
      ...track,
      heldEvent: decision === "held" ? event : null,
      openedEvent: begins ? event : (before?.openedEvent ?? event),
      destinations: receivers,
    };
    this.#store.saveTrack(identity, stored);

    const { level: lasting, openedAt } = track;
    for (const destination of decision === "held" ? routes : receivers) {
      // A vendor's own integration reads the whole body, and may know of incidents that this ledger does not.
      const whole = this.#delivery.passesOn(destination);
      const kinds: readonly MessageKind[] = whole && decision === "held" ? ["resolved"] : messages;
      for (const kind of kinds) {
        const held = decision === "overtaken" && kind === "resolved" ? before?.heldEvent : null;
        const once = `${destination} ${held ?? ""}`;
        if (whole && passedOn.has(once)) continue;
        passedOn.add(once);
        const row = { destination, identity, episode, event: held ?? event, kind, level: lasting, openedAt };
        this.#enqueue(row, now);
      }
    }
    return { decision, event };
  }

  #enqueue(row: NewRow, now: number): void {
    if (this.#store.enqueue(row, now)) this.#wakeBy(this.#delivery.earliest(row.destination, now));
  }

  /** The console's Test: a delivery without an alert. It shows up, and opens nothing. */
  tested(): void {
    const now = this.#world.now();
    this.#store.addEvent({ receivedAt: now, at: now, decision: "test", part: 0 });
  }

  /** CloudMonitor asked whether the URL answers, which it does before the first callback. */
  verified(): void {
    this.#store.note("verified_at", this.#world.now());
  }

  /** Keeps a body that could not be read, with the reason. */
  quarantine(entry: { reason: string; contentType: string | null; bytes: number; body: string }): void {
    this.ctx.storage.transactionSync(() =>
      this.#store.quarantine({ ...entry, receivedAt: this.#world.now() }),
    );
    this.#world.log({ event: "quarantine", source: this.#source, reason: entry.reason, bytes: entry.bytes });
    this.#wakeBy(this.#world.now() + SWEEP_EVERY);
  }

  report(): Promise<Report> {
    return report(this.ctx.storage.sql, this.#store, this.#source, this.#world.now());
  }

  /** Delivers what is due, then asks to be called again when something is. */
  override async alarm(): Promise<void> {
    this.#alarmAt = Number.POSITIVE_INFINITY;
    await this.#delivery.run();
    const now = this.#world.now();
    if (now - Number(this.#store.noted("forgot_at") ?? 0) >= SWEEP_EVERY) {
      this.ctx.storage.transactionSync(() => {
        this.#store.forget(now);
        for (const destination of this.#delivery.forgetful())
          for (const row of this.#store.unmentioned(destination, now - SWEEP_EVERY / 2))
            this.#enqueue(row, now);
        this.#store.note("forgot_at", now);
      });
    }
    this.#wakeBy(Math.min(this.#delivery.next() ?? Number.POSITIVE_INFINITY, now + SWEEP_EVERY));
  }

  #wakeBy(at: number): void {
    if (at >= this.#alarmAt) return;
    this.#alarmAt = at;
    this.#world.wake(this.ctx.storage, at);
  }
}
