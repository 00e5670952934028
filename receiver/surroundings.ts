import type { LogEntry } from "./log.ts";

/**
 * Everything that the relay's memory takes from the world around it. Time, chance and the network are
 * parameters, so that a night of alerts can be played in a second and a test never waits.
 */
export interface Surroundings {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to but not including 1. */
  random(): number;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Has `alarm()` called at that time, instead of any time asked for before. */
  wake(storage: DurableObjectStorage, at: number): void;
  /** Calls back once so many milliseconds have passed, and after everything that waits already. */
  after(milliseconds: number, callback: () => void): void;
  /** A signal that aborts with a `TimeoutError` once so many milliseconds have passed. */
  timeout(milliseconds: number): AbortSignal;
  /** One line of the relay's log. Holds no secret. */
  log(entry: LogEntry): void;
}

/** Whether a request failed because the time of its signal was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

/** The world as Cloudflare runs it. */
export const production: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  fetch: (url, init) => fetch(url, init),
  wake: (storage, at) => {
    // Not awaited: the write is ordered with the ones before it and the output gate waits for it.
    void storage.setAlarm(at);
  },
  after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
  log: (entry) => console.log(entry),
};
