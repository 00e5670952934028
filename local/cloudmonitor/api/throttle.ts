/** How many calls an account may make. */
export interface Rate {
  calls: number;
  seconds: number;
}

/** Counts an account's calls: more than `calls` within `seconds` are refused, as `Throttling.User`. */
export class Throttle {
  readonly #rate: Rate | undefined;
  readonly #calls = new Map<string, number[]>();

  constructor(rate: Rate | undefined) {
    this.#rate = rate;
  }

  /** Whether this call is one too many. Refused calls don't count. */
  refuses(account: string, now: number): boolean {
    if (!this.#rate) return false;
    const { calls, seconds } = this.#rate;
    const recent = (this.#calls.get(account) ?? []).filter((at) => now - at < seconds * 1000);
    this.#calls.set(account, recent);
    if (recent.length >= calls) return true;
    recent.push(now);
    return false;
  }
}

/** A rate as somebody wrote it in JSON, or what is wrong with it. */
export function readRate(given: unknown): Rate | { error: string } {
  const { calls, seconds } = (given ?? {}) as Partial<Rate>;
  if (!Number.isInteger(calls) || Number(calls) < 1) return { error: "calls must be a whole number from 1" };
  if (typeof seconds !== "number" || !(seconds > 0)) return { error: "seconds must be a number above 0" };
  return { calls: Number(calls), seconds };
}
