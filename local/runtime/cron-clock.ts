import { firesAt, readCron } from "../../components/vocabulary/cron.ts";

const MINUTE = 60_000;

/** A Worker's cron triggers, and how one is fired. */
export interface Triggered {
  crons: readonly string[];
  fire(cron: string, scheduledTime: number): Promise<unknown>;
}

/** Fires cron triggers in the minute in which they are due, by a clock that others move on. */
export class CronClock {
  readonly #triggered: () => readonly Triggered[];
  #minute: number;

  constructor(now: number, triggered: () => readonly Triggered[]) {
    this.#minute = minuteOf(now);
    this.#triggered = triggered;
  }

  /** Fires whatever was due since it was asked last, minute by minute. Resolves once all have answered. */
  async reach(now: number): Promise<void> {
    const fired: Promise<unknown>[] = [];
    for (; this.#minute < minuteOf(now); ) {
      this.#minute += MINUTE;
      for (const { crons, fire } of this.#triggered()) {
        for (const text of new Set(crons)) {
          const cron = readCron(text);
          if (cron && firesAt(cron, this.#minute)) fired.push(fire(text, this.#minute));
        }
      }
    }
    await Promise.all(fired);
  }

  /** Goes with the machine's clock until it is stopped. A machine that slept makes nothing up for it. */
  start(now: () => number): { stop(): void } {
    const timer = setInterval(() => {
      this.#minute = Math.max(this.#minute, minuteOf(now()) - MINUTE);
      void this.reach(now());
    }, 1000);
    timer.unref();
    return { stop: () => clearInterval(timer) };
  }
}

function minuteOf(time: number): number {
  return time - (time % MINUTE);
}
