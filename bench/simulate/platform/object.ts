import { Alarm, type AlarmRun } from "./alarm.ts";
import { disconnected, overloaded } from "./errors.ts";
import type { Loop } from "./loop.ts";
import type { Sql } from "./sql.ts";
import { ObjectStorage, type StorageHost } from "./storage.ts";

/** The part of a Durable Object that the platform calls. */
export type Instance = Record<string, unknown> & { alarm?(info: object): unknown };

/** One life of an object: from its start to its stop. */
export interface Life {
  readonly object: SimulatedObject;
  isOver: boolean;
  /** How much it waits for: timers, requests, calls. */
  waits: number;
  /** Requests since its alarm rang, or since it began. */
  requests: number;
}

/** What an object needs from the world around it. */
export interface ObjectHost {
  readonly loop: Loop;
  /** Makes the instance of a life, with the code and configuration that are deployed now. */
  construct(life: Life, context: object): Instance;
  /** How long an object stays in memory that has nothing to do, in milliseconds. */
  idleTime(object: SimulatedObject): number;
  /** How long a flush takes, in milliseconds. */
  flushTime(object: SimulatedObject): number;
  alarmDelay(object: SimulatedObject): number;
  /** Throws if the disk fails at this statement. */
  beforeStatement(object: SimulatedObject, query: string): void;
  /** Something happened inside of the object: a place at which it could stop. */
  step(object: SimulatedObject): void;
  /** Of the batches that a stop finds on their way to the disk, how many arrive all the same. */
  keptAtStop(object: SimulatedObject, unflushed: number): number;
  note(object: SimulatedObject, what: string): void;
  fault(object: SimulatedObject, what: string): void;
}

/** A call that waits for its answer. */
interface Pending {
  settle(error: unknown, result?: unknown): void;
}

/**
 * One Durable Object: at most one life at a time, started by the first call or alarm, ended at any moment.
 * With a life end its memory, its timers and whatever it waits for; what was flushed remains.
 *
 * Source: https://developers.cloudflare.com/durable-objects/concepts/durable-object-lifecycle/
 */
export class SimulatedObject {
  readonly kind: string;
  readonly name: string;
  readonly storage: ObjectStorage;
  /** Calls are refused until then. */
  overloadedUntil = 0;
  readonly #host: ObjectHost;
  readonly #alarm: Alarm;
  readonly #pending = new Set<Pending>();
  #flushedUntil = 0;
  #busyUntil = 0;
  #isIdlePlanned = false;
  #life: Life | undefined;
  #instance: Instance | undefined;

  constructor(kind: string, name: string, host: ObjectHost, database?: Sql) {
    this.kind = kind;
    this.name = name;
    this.#host = host;
    const { loop } = host;
    this.#alarm = new Alarm(loop, {
      time: () => this.storage.alarm,
      isFlushed: () => this.storage.isAlarmFlushed,
      clear: () => this.storage.writeAlarm(null),
      delay: () => host.alarmDelay(this),
      handle: (run, holds, done) => this.#handleAlarm(run, holds, done),
      died: (error) => host.note(this, `alarm is dead after its retries: ${error}`),
    });
    const storageHost: StorageHost = {
      // One after the other: what was written first is on disk first.
      flush: (done) => {
        this.#flushedUntil = Math.max(this.#flushedUntil, loop.time + host.flushTime(this));
        loop.at(this.#flushedUntil, done);
      },
      beforeStatement: (query) => host.beforeStatement(this, query),
      alarmChanged: () => this.#alarm.changed(),
      alarmSet: () => this.#alarm.wasSet(),
      fault: (what) => host.fault(this, what),
    };
    this.storage = new ObjectStorage(storageHost, database);
  }

  get isRunning(): boolean {
    return this.#life !== undefined;
  }

  toString(): string {
    return `${this.kind} ${this.name}`;
  }

  /** `isNamed`: an object that an alarm starts may not be told its name. */
  #start(isNamed: boolean): Instance {
    if (this.#life) this.#planIdle(this.#life);
    if (this.#instance) return this.#instance;
    const life: Life = { object: this, isOver: false, waits: 0, requests: 0 };
    this.#life = life;
    const { storage } = this;
    const context = {
      id: { name: isNamed ? this.name : undefined, toString: () => `${this.kind}:${this.name}` },
      storage: {
        sql: storage.sql,
        transactionSync: <T>(write: () => T) => storage.transactionSync(write),
        setAlarm: (at: number, options?: object) => storage.setAlarm(at, options),
        getAlarm: async () => this.#alarm.visible,
        deleteAlarm: () => storage.deleteAlarm(),
        deleteAll: () => storage.deleteAll(),
        sync: () => storage.sync(),
      },
      waitUntil: () => {},
      abort: (reason?: string) => {
        this.stop(`it aborted itself: ${reason}`);
        throw new Error(reason);
      },
    };
    try {
      this.#instance = this.#host.construct(life, context);
      this.#planIdle(life);
      return this.#instance;
    } catch (error) {
      this.#end(`its constructor threw: ${error}`);
      throw error;
    }
  }

  /** A call from outside. `answer` is called when the answer leaves, which is after the writes before it. */
  call(method: string, args: unknown[], answer: (error: unknown, result?: unknown) => void): void {
    if (this.overloadedUntil > this.#host.loop.time) return answer(overloaded());
    const pending: Pending = {
      settle: (error, result) => {
        if (this.#pending.delete(pending)) answer(error, result);
      },
    };
    this.#pending.add(pending);
    const fail = (error: unknown) => this.leave(() => pending.settle(remote(error)));
    try {
      const instance = this.#start(true);
      this.#host.step(this);
      if (instance !== this.#instance) return;
      const called = instance[method];
      if (typeof called !== "function")
        throw new TypeError(`The RPC receiver does not implement "${method}".`);
      Promise.resolve(called.apply(instance, args)).then(
        (result) => this.leave(() => pending.settle(undefined, structuredClone(result))),
        fail,
      );
    } catch (error) {
      // A constructor that throws has stopped the object, and with it this call.
      fail(error);
    }
  }

  #handleAlarm(run: AlarmRun, holds: () => boolean, done: (error?: unknown) => void): void {
    try {
      const instance = this.#start(false);
      this.#host.step(this);
      const life = this.#life;
      if (instance !== this.#instance) return;
      if (!holds()) return done();
      this.#host.note(this, "alarm");
      if (life) life.requests = 0;
      const handled = Promise.resolve(instance.alarm?.({ ...run, isRetry: run.retryCount > 0 }));
      const failed = (error: unknown) => {
        this.#host.note(this, `its alarm threw: ${error}`);
        done(error);
      };
      handled.then(
        () => life?.isOver || done(),
        (error) => life?.isOver || failed(error),
      );
    } catch (error) {
      done(error);
    }
  }

  /** Runs `send` once everything that was written so far is on disk: the output gate. */
  leave(send: () => void): void {
    this.storage.whenFlushed(send);
  }

  /** Something that a life waited for: happens only while it lasts. */
  resume(life: Life, happen: () => void): void {
    if (life.isOver) return;
    life.waits--;
    this.#host.step(this);
    // The step may have been its last.
    if (!life.isOver) happen();
  }

  endTurn(): void {
    this.storage.endTurn();
  }

  /** It is taken out of memory once it has had nothing to do for some time. */
  #planIdle(life: Life): void {
    const { loop } = this.#host;
    this.#busyUntil = loop.time;
    if (this.#isIdlePlanned) return;
    this.#isIdlePlanned = true;
    const after = this.#host.idleTime(this);
    const look = () => {
      if (life.isOver) return;
      const isBusy = life.waits > 0 || this.#pending.size > 0 || this.#alarm.isRunning;
      if (isBusy) this.#busyUntil = loop.time;
      if (loop.time >= this.#busyUntil + after) return this.stop("idle");
      loop.at(this.#busyUntil + after, look);
    };
    loop.after(after, look);
  }

  /** Ends its life, at any moment. An alarm that was being handled is called again. */
  stop(reason: string): void {
    this.#end(reason);
    this.#alarm.stopped();
  }

  #end(reason: string): void {
    if (this.#life) this.#life.isOver = true;
    this.#life = undefined;
    this.#instance = undefined;
    this.#isIdlePlanned = false;
    this.#host.note(this, `stops: ${reason}`);
    this.storage.stop(this.#host.keptAtStop(this, this.storage.unflushed));
    for (const { settle } of [...this.#pending]) settle(disconnected());
  }
}

/** Source: https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
function remote(error: unknown): unknown {
  const copy = error instanceof Error ? new Error(error.message) : new Error(String(error));
  return Object.assign(copy, { remote: true });
}
