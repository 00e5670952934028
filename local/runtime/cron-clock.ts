import { Cron } from "croner";

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
          if (triggerOf(text)?.match(new Date(this.#minute))) fired.push(fire(text, this.#minute));
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

const triggers = new Map<string, Cron | undefined>();

/**
 * A cron expression as Cloudflare's triggers understand it, which go by UTC and count the days of the week from 1
 * for Sunday. Undefined where it is none: its API has refused it already.
 * Source: https://developers.cloudflare.com/workers/configuration/cron-triggers/
 */
function triggerOf(text: string): Cron | undefined {
  if (!triggers.has(text)) triggers.set(text, readTrigger(text));
  return triggers.get(text);
}

function readTrigger(text: string): Cron | undefined {
  try {
    return new Cron(text, { timezone: "UTC", mode: "5-part", alternativeWeekdays: true, sloppyRanges: true });
  } catch {
    return undefined;
  }
}

function minuteOf(time: number): number {
  return time - (time % MINUTE);
}
