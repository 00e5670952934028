import { incidentKey } from "../alert.ts";
import type { RelayConfig } from "../config/config.ts";
import { heirOf } from "../config/heirs.ts";
import type { Letter } from "../delivery/letter.ts";
import { destinationOf } from "../destinations/registry.ts";
import { messageOf } from "../log.ts";
import { lookup } from "../lookup.ts";
import type { Surroundings } from "../surroundings.ts";
import { alertOf } from "./alert-of.ts";
import type { HeirloomRow } from "./rows.ts";
import type { Store } from "./store.ts";

/** Most letters of one batch. */
const MOST_LETTERS = 50;

/** Waits after batches that failed in a row, in milliseconds; the last one goes on. */
const AGAIN = [1000, 2000, 5000, 10_000, 30_000];

/** Heirlooms come before everything else. */
const BEFORE_ALL = -1_000_000_000_000;

/** Hands letters to a destination's object, as JSON of `Letter[]`. */
export type Take = (source: string, letters: string) => Promise<unknown>;

export interface HandOverContext {
  source: string;
  config: RelayConfig;
  store: Store;
  world: Surroundings;
  /** The object of a destination; undefined while there is none. */
  taker: (destination: string) => Take | undefined;
  /** Runs its argument as one transaction. */
  transaction: (write: () => void) => void;
}

/** What one destination is to get. */
interface Queue {
  /** Numbers of heirlooms, and of events. */
  heirlooms: number[];
  events: number[];
  /** A batch is under way: there is never a second one. */
  busy: boolean;
  /** Resolves when none is any more. */
  batch: Promise<void>;
  /** Batches that failed in a row, and when the next one may go. */
  failures: number;
  dueAt: number;
}

/**
 * Hands what was decided to the objects of the destinations, in order and each at its own speed. A batch
 * is forgotten here only when the destination has said that it is safe there; since a call that failed may
 * have run, it may come twice, and the destination tells by the numbers. What was handed over is noted once
 * for all destinations: after a stop some of them get again what they have.
 */
export class HandOver {
  readonly #context: HandOverContext;
  readonly #queues = new Map<string, Queue>();
  /** The newest event that was looked at, and the one up to which nothing is left. */
  #seen: number;
  #noted: number;

  constructor(context: HandOverContext) {
    this.#context = context;
    this.#noted = Number(context.store.noted("handed") ?? 0);
    this.#seen = this.#noted;
    for (const { number, destination } of context.store.heirlooms())
      this.#queue(destination).heirlooms.push(number);
    this.#look();
  }

  /** When there is something to hand over again; infinite if nothing is left. */
  next(): number {
    const times = [...this.#queues.values()].filter((queue) => this.#isLeft(queue)).map(({ dueAt }) => dueAt);
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }

  /** The last event up to which nothing is left. */
  handed(): number {
    this.#look();
    const waiting = [...this.#queues.values()].flatMap(({ events }) => events.slice(0, 1));
    return waiting.length > 0 ? Math.min(...waiting) - 1 : Number.MAX_SAFE_INTEGER;
  }

  /** What is not handed over yet, by destination. */
  left(): { destination: string; events: number[]; heirlooms: number[] }[] {
    return [...this.#queues].map(([destination, { events, heirlooms }]) => ({
      destination,
      events,
      heirlooms,
    }));
  }

  /** As `run`, for whoever doesn't wait for it: where the disk fails, the alarm tries again. */
  start(): void {
    const { world, source } = this.#context;
    this.run().catch((error) => world.log({ event: "hand-over", source, problem: messageOf(error) }));
  }

  /** Hands over what is due, and resolves when no batch is under way any more. Throws where that can't be read. */
  async run(): Promise<void> {
    for (;;) {
      this.#look();
      const now = this.#context.world.now();
      for (const [destination, queue] of this.#queues) {
        if (queue.busy || !this.#isLeft(queue) || queue.dueAt > now) continue;
        queue.busy = true;
        queue.batch = this.#handOver(destination, queue);
      }
      const busy = [...this.#queues.values()].filter((queue) => queue.busy);
      if (busy.length === 0) return;
      await Promise.race(busy.map(({ batch }) => batch));
    }
  }

  #isLeft({ heirlooms, events }: Queue): boolean {
    return heirlooms.length + events.length > 0;
  }

  #queue(destination: string): Queue {
    const queue = this.#queues.get(destination);
    if (queue) return queue;
    const fresh = { heirlooms: [], events: [], busy: false, batch: Promise.resolve(), failures: 0, dueAt: 0 };
    this.#queues.set(destination, fresh);
    return fresh;
  }

  /** Puts what has been decided meanwhile into the queues. */
  #look(): void {
    for (const { seq, tell } of this.#context.store.telling(this.#seen)) {
      for (const destination of new Set(tell.to.map((each) => each.destination)))
        this.#queue(destination).events.push(seq);
      this.#seen = seq;
    }
  }

  /** One batch after another, until nothing is left or one fails. */
  async #handOver(destination: string, queue: Queue): Promise<void> {
    const { source, world, taker } = this.#context;
    try {
      while (this.#isLeft(queue)) {
        const take = taker(destination);
        if (!take) throw new Error("the object of the destination is not bound yet");
        const heirlooms = queue.heirlooms.slice(0, MOST_LETTERS);
        const events = heirlooms.length > 0 ? [] : queue.events.slice(0, MOST_LETTERS);
        const letters = [...this.#heirlooms(heirlooms), ...this.#letters(destination, events)];
        if (letters.length > 0) await take(source, JSON.stringify(letters));
        queue.heirlooms.splice(0, heirlooms.length);
        queue.events.splice(0, events.length);
        queue.failures = 0;
        this.#note(heirlooms);
        this.#look();
      }
    } catch (error) {
      const wait = AGAIN[Math.min(queue.failures, AGAIN.length - 1)] ?? 0;
      queue.failures++;
      queue.dueAt = world.now() + wait;
      world.log({ event: "hand-over", source, destination, problem: messageOf(error) });
    } finally {
      queue.busy = false;
    }
  }

  /** Notes up to where nothing is left. Where that can't be written, more is handed over again after a stop. */
  #note(heirlooms: number[]): void {
    const { store, transaction } = this.#context;
    const waiting = [...this.#queues.values()].flatMap(({ events }) => events.slice(0, 1));
    const upTo = waiting.length > 0 ? Math.min(...waiting) - 1 : this.#seen;
    if (upTo <= this.#noted && heirlooms.length === 0) return;
    transaction(() => {
      store.dropHeirlooms(heirlooms);
      if (upTo > this.#noted) store.note("handed", upTo);
    });
    this.#noted = Math.max(this.#noted, upTo);
  }

  #letters(destination: string, events: number[]): Letter[] {
    const { store, source } = this.#context;
    return events.flatMap((seq) => {
      const row = store.tellingRow(seq);
      if (!row) return [];
      const { identity, episode, tell } = row;
      const key = incidentKey(source, identity, episode);
      const own = tell.to.filter((each) => each.destination === destination);
      return own.map(({ news, whole, event = seq, silentSince, held }): Letter => {
        const told = this.#told(event, whole ?? false);
        const { level, openedAt } = tell;
        const silent = silentSince === undefined ? {} : { silentSince };
        return {
          what: "alert",
          number: seq,
          key,
          news,
          level,
          openedAt,
          ...told,
          ...silent,
          ...(held && { held }),
        };
      });
    });
  }

  /** What a message needs of the alert of an event. */
  #told(event: number, whole: boolean) {
    const row = this.#context.store.event(event);
    const { at = 0, receivedAt = 0 } = row ?? {};
    const alert = row && alertOf(row);
    const { body = "", contentType = null } = row?.callback ?? {};
    return { at, receivedAt, alert, ...(whole && { callback: { body, contentType } }) };
  }

  #heirlooms(numbers: number[]): Letter[] {
    return numbers.flatMap((number) => {
      const row = this.#context.store.heirloom(number);
      return row ? [this.#heirloom(row)] : [];
    });
  }

  #heirloom(row: HeirloomRow): Letter {
    const { config, source } = this.#context;
    const { destination, level, openedAt, at, reason, kind, attempts, event, memory } = row;
    const number = row.number + BEFORE_ALL;
    const key = incidentKey(source, row.identity, row.episode);
    switch (row.what) {
      case "pause":
        return { what: "pause", number, until: at, stopped: memory };
      case "known": {
        const { alert } = this.#told(event ?? 0, false);
        return { what: "known", number, key, level, openedAt, at, memory, alert };
      }
      case "dead": {
        const operator = row.operator === 1;
        const letter = { at, key, kind, level, openedAt, attempts, reason: reason ?? "", operator };
        return { what: "dead", number, letter };
      }
      case "alert": {
        const settings = lookup(config.destinations, heirOf(config, destination) ?? destination);
        const whole = settings !== undefined && destinationOf(settings.kind).passesOn === true;
        const news = kind === "opened" || kind === "resolved" ? kind : "updated";
        const told = this.#told(event ?? 0, whole);
        return { what: "alert", number, key, news, level, openedAt, tried: { attempts, reason }, ...told };
      }
    }
  }
}
