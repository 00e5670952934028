import { callerAddress } from "./caller.ts";
import type { DueCallback } from "./cloudmonitor.ts";
import { merge, seriesLike, whyNotMerge } from "./merge.ts";
import { type Posted, postCallback } from "./post.ts";
import type { Series } from "./series.ts";
import type { Clouds } from "./store/accounts.ts";
import type { RegionStore } from "./store/region.ts";

interface LiveOptions {
  clouds: Clouds;
  now: () => number;
  /** Where a callback URL leads on this machine; undefined if it leads off it: then nothing is sent. */
  here: (url: string) => string | undefined;
  /** The ranges that whoever is behind a callback URL takes callbacks from. Default: nobody says. */
  callersOf?: ((url: string) => readonly string[] | undefined) | undefined;
  /** Lets time pass between tries of a callback. */
  wait: (milliseconds: number) => Promise<void>;
  onPosted?: (callback: DueCallback, posted: Posted) => void;
}

/** How often the rules are looked at while time is live, in milliseconds. */
const TICK = 1000;

const NOT_HERE = "not sent: the host is not on this machine";

/**
 * Lets the rules of every account and region see time pass: evaluates each period when it is over, and
 * posts what is due. Callbacks about one rule and resource arrive one after the other.
 */
export class Live {
  readonly #options: LiveOptions;
  /** Up to when each region was looked at. */
  readonly #until = new Map<RegionStore, number>();
  readonly #posting = new Map<string, Promise<void>>();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /**
   * Adds metric data, to what a resource has already if it has. What lies in the past and was not
   * evaluated yet is evaluated at the next look. Throws, and adds nothing, if something doesn't fit.
   */
  feed(region: RegionStore, series: Series[]): void {
    const { monitor } = region;
    const known = series.map((each) => seriesLike(monitor.series, each));
    for (const [index, each] of series.entries()) {
      const into = known[index];
      const reason = into && whyNotMerge(into, each);
      if (reason) throw new Error(reason);
    }
    for (const [index, each] of series.entries()) {
      const into = known[index];
      if (into) merge(into, each);
      else monitor.feed([each]);
    }
    const first = Math.min(...series.map(({ start }) => start));
    this.#until.set(region, Math.min(this.#until.get(region) ?? this.#options.now(), first));
  }

  /** Looks at everything up to now, and ends when every callback was answered or given up. */
  async run(): Promise<void> {
    const look = this.#running.then(() => this.#look());
    this.#running = look.catch(() => {});
    await look;
  }

  /** Looks every second from now on. */
  start(): void {
    this.#timer ??= setInterval(() => this.run().catch(console.error), TICK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  async #look(): Promise<void> {
    const now = this.#options.now();
    for (const region of this.#options.clouds.regions()) {
      const { monitor } = region;
      const step = monitor.step();
      const from = this.#until.get(region) ?? now;
      for (let at = (Math.floor(from / step) + 1) * step; at <= now; at += step) {
        for (const callback of monitor.check(at)) this.#post(region, callback);
      }
      this.#until.set(region, Math.max(from, now));
    }
    await Promise.all(this.#posting.values());
  }

  #post(region: RegionStore, callback: DueCallback): void {
    const track = `${callback.url}\n${callback.rule.ruleId}\n${JSON.stringify(callback.series.resource)}`;
    const before = this.#posting.get(track) ?? Promise.resolve();
    const posting = before
      .then(() => this.#deliver(region, callback))
      .then((posted) => {
        region.posted(callback, posted);
        this.#options.onPosted?.(callback, posted);
        if (this.#posting.get(track) === posting) this.#posting.delete(track);
      });
    this.#posting.set(track, posting);
  }

  async #deliver(region: RegionStore, callback: DueCallback): Promise<Posted> {
    const { callersOf, wait } = this.#options;
    const here = this.#options.here(callback.url);
    if (here === undefined) return { status: undefined, body: NOT_HERE, tries: 0 };
    return postCallback(callback, here, callerAddress(region.name, callersOf?.(callback.url)), wait);
  }
}
