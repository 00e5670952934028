import { DurableObject } from "cloudflare:workers";
import type { AlertState } from "../alert.ts";
import type { RelayConfig } from "../config/config.ts";
import { type Env, readAccess, readConfig } from "../env.ts";
import type { Level } from "../level.ts";
import { type Decision, decide } from "./decide.ts";
import { Delivery } from "./delivery.ts";
import { type Report, report } from "./report.ts";
import { Store, type StoredTrack } from "./store.ts";
import { production, type Surroundings } from "./surroundings.ts";
import { upgrade } from "./tables.ts";

/** An alert as it crosses from the Worker to the ledger: what the decision needs, and the rest as JSON. */
export interface Submission {
  identity: string;
  state: AlertState;
  level: Level | undefined;
  time: number | undefined;
  episode: string | undefined;
  /** Name of the rule, for the log. */
  rule: string;
  /** The `Alert` as JSON. */
  alert: string;
}

/** How often old rows are dropped, in milliseconds. */
const FORGET_EVERY = 24 * 60 * 60 * 1000;

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
   * Decides what each alert is, moves the incidents and queues the messages, in one transaction. The
   * answer leaves this object only after the transaction is on disk (Durable Objects hold outgoing
   * messages back until then), so what was acknowledged is not lost.
   */
  accept(submissions: Submission[]): Decision[] {
    const now = this.#world.now();
    const decisions = this.ctx.storage.transactionSync(() =>
      submissions.map((each) => this.#acceptOne(each, now)),
    );
    submissions.forEach((each, index) => {
      this.#world.log({
        event: "decision",
        source: this.#source,
        decision: decisions[index] ?? "",
        state: each.state,
        level: each.level,
        rule: each.rule,
        at: new Date(Math.min(each.time ?? now, now)).toISOString(),
      });
    });
    return decisions;
  }

  #acceptOne(submission: Submission, now: number): Decision {
    const { identity, state } = submission;
    // A sender whose clock runs ahead must not make what follows look late.
    const at = Math.min(submission.time ?? now, now);
    const before = this.#store.track(identity);
    const outcome = decide(before, { state, level: submission.level, at, vendorEpisode: submission.episode });
    const { decision, track, messages } = outcome;
    const { episode } = track;
    const event = this.#store.addEvent({
      receivedAt: now,
      at,
      identity,
      episode,
      decision,
      alert: submission.alert,
    });
    if (decision === "duplicate" || decision === "late") return decision;

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

    for (const kind of messages) {
      const held = decision === "overtaken" && kind === "resolved" ? before?.heldEvent : null;
      for (const destination of receivers) {
        const { level, openedAt } = track;
        const row = { destination, identity, episode, event: held ?? event, kind, level, openedAt };
        if (this.#store.enqueue(row, now)) this.#wakeBy(this.#delivery.earliest(destination, now));
      }
    }
    return decision;
  }

  /** The console's Test: a delivery without an alert. It shows up, and opens nothing. */
  tested(): void {
    const now = this.#world.now();
    this.#store.addEvent({
      receivedAt: now,
      at: now,
      identity: null,
      episode: null,
      decision: "test",
      alert: null,
    });
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
    this.#wakeBy(this.#world.now() + FORGET_EVERY);
  }

  report(): Promise<Report> {
    return report(this.ctx.storage.sql, this.#source, this.#world.now());
  }

  /** Delivers what is due, then asks to be called again when something is. */
  override async alarm(): Promise<void> {
    this.#alarmAt = Number.POSITIVE_INFINITY;
    await this.#delivery.run();
    const now = this.#world.now();
    if (now - Number(this.#store.noted("forgot_at") ?? 0) >= FORGET_EVERY) {
      this.ctx.storage.transactionSync(() => {
        this.#store.forget(now);
        this.#store.note("forgot_at", now);
      });
    }
    this.#wakeBy(Math.min(this.#delivery.next() ?? Number.POSITIVE_INFINITY, now + FORGET_EVERY));
  }

  #wakeBy(at: number): void {
    if (at >= this.#alarmAt) return;
    this.#alarmAt = at;
    this.#world.wake(this.ctx.storage, at);
  }
}
