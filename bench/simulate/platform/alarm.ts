import type { Loop } from "./loop.ts";

/** Retries of an alarm whose handler throws; after the last one it is dead. */
const MOST_RETRIES = 6;
const FIRST_RETRY = 2000;

/** What a handler is told of its run. */
export interface AlarmRun {
  /** When it was to ring. */
  scheduledTime: number;
  retryCount: number;
}

/** What an alarm needs from its object. */
export interface AlarmHost {
  /** When it is due, as the database says; null: never. */
  time(): number | null;
  isFlushed(): boolean;
  /** Takes the alarm away after it was handled, or died. */
  clear(): void;
  /** How late the platform is with an alarm, in milliseconds. */
  delay(): number;
  /**
   * Starts the object, asks whether the run still holds, and calls the handler. `done` is called once it is
   * through, unless the object stops before.
   */
  handle(run: AlarmRun, holds: () => boolean, done: (error?: unknown) => void): void;
  died(error: unknown): void;
}

/**
 * The platform's half of one object's alarm: at least once, one at a time; a handler that throws is tried
 * again, from 2 s, at most six times, and then the alarm is gone. One that was set while the handler ran
 * takes the place of the retry.
 *
 * Sources: https://developers.cloudflare.com/durable-objects/api/alarms/, cloudflare/workerd
 * `src/workerd/server/alarm-scheduler.c++` (queued alarms, retries), `src/workerd/io/actor-sqlite.c++`
 * (`armAlarmHandler`: which run is cancelled, when the alarm is deleted).
 */
export class Alarm {
  readonly #loop: Loop;
  readonly #host: AlarmHost;
  /** Counts what was planned: what was planned before the last change happens no more. */
  #plan = 0;
  #retries = 0;
  isRunning = false;
  /** Deleted when the handler is through, unless it sets another. */
  #isToBeDeleted = false;

  constructor(loop: Loop, host: AlarmHost) {
    this.#loop = loop;
    this.#host = host;
  }

  /** What `getAlarm` answers. */
  get visible(): number | null {
    return this.#isToBeDeleted ? null : this.#host.time();
  }

  /** `setAlarm` or `deleteAlarm` was called. */
  wasSet(): void {
    this.#isToBeDeleted = false;
  }

  /** The time in the database changed, or went back to what it was. */
  changed(): void {
    if (this.isRunning) return;
    this.#retries = 0;
    this.#planRun();
  }

  /** The object stopped: a handler that ran is called again. What was planned stays. */
  stopped(): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    this.#isToBeDeleted = false;
    this.#planRun(FIRST_RETRY);
  }

  #planRun(atLeast = 0): void {
    const plan = ++this.#plan;
    const at = this.#host.time();
    if (at === null) return;
    this.#loop.at(Math.max(at, this.#loop.time + atLeast) + this.#host.delay(), () => {
      if (plan === this.#plan) this.#run(at);
    });
  }

  #run(at: number): void {
    this.isRunning = true;
    this.#isToBeDeleted = true;
    const holds = () => {
      const isIt = this.#host.time() === at;
      this.#isToBeDeleted = isIt;
      // Another time that is on disk: this run is of the past. One that is not may still be lost.
      return isIt || !this.#host.isFlushed();
    };
    const run = { scheduledTime: at, retryCount: this.#retries };
    this.#host.handle(run, holds, (error) => this.#handled(error));
  }

  #handled(error?: unknown): void {
    const isOver = this.#isToBeDeleted;
    this.isRunning = false;
    this.#isToBeDeleted = false;
    if (error !== undefined && isOver && this.#retries < MOST_RETRIES)
      return this.#planRun(FIRST_RETRY * 2 ** this.#retries++);
    if (error !== undefined && isOver) this.#host.died(error);
    this.#retries = 0;
    if (isOver) this.#host.clear();
    this.#planRun();
  }
}
