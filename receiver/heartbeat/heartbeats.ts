import type { Alert } from "../alert.ts";
import type { HeartbeatShown } from "../answers.ts";
import type { HeartbeatConfig, SourceConfig } from "../config/config.ts";
import { iso } from "../destinations/text.ts";
import type { Store } from "../ledger/store.ts";
import { lookup } from "../lookup.ts";
import {
  type BeatChange,
  type Beats,
  declared,
  heard,
  nextOverdue,
  overdue,
  overdueAt,
  type Whence,
} from "./expected.ts";
import { heartbeatAlert } from "./words.ts";

/** Name of the note that holds what is known of heartbeats: one row, whatever their number. */
const NOTE = "heartbeats";

/** The heartbeats that a source expects, as its ledger remembers them. A source that expects none reads one row at its start. */
export class Heartbeats {
  readonly #store: Store;
  readonly #settings: SourceConfig | undefined;
  readonly #announce: (alert: Alert, now: number) => void;
  /** There is something to remember. Read anew each time, since a transaction may be taken back. */
  readonly #isUsed: boolean;

  constructor(
    store: Store,
    settings: SourceConfig | undefined,
    announce: (alert: Alert, now: number) => void,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#announce = announce;
    this.#isUsed = settings?.heartbeats !== undefined || Object.keys(this.#read()).length > 0;
  }

  #read(): Beats {
    return JSON.parse(String(this.#store.noted(NOTE) ?? "{}")) as Beats;
  }

  get #beats(): Beats {
    return this.#isUsed ? this.#read() : {};
  }

  get #expected(): Record<string, HeartbeatConfig> {
    return this.#settings?.heartbeats ?? {};
  }

  /** Begins to expect what has come into the program, and forgets what has gone. */
  declared(now: number): void {
    const before = this.#beats;
    this.#save(before, declared(before, this.#expected, now));
  }

  /** One has come. Within the ledger's transaction. */
  heard(name: string, whence: Whence, now: number): "heard" | "unexpected" {
    const before = this.#beats;
    const beat = lookup(before, name);
    if (!beat || !lookup(this.#expected, name)) return "unexpected";
    const after = heard(before, name, whence, now);
    if (beat.told) this.#say({ name, news: "back", beat }, now);
    this.#save(before, after);
    return "heard";
  }

  /** Tells people of those that stay away. Within the ledger's transaction. */
  tell(now: number): void {
    const before = this.#beats;
    const { beats, changes } = overdue(before, this.#expected, now);
    for (const change of changes) this.#say(change, now);
    this.#save(before, beats);
  }

  /** When there is something to tell next; infinite if there is not. */
  next(): number {
    return nextOverdue(this.#beats, this.#expected);
  }

  report(): Record<string, HeartbeatShown> | undefined {
    const all = Object.entries(this.#beats).map(([name, beat]) => {
      const { at, told, account, region } = beat;
      const heardAt = at === null ? null : iso(at);
      const overdue = iso(overdueAt(beat, this.#expected[name] ?? { every: 0, missing: 0 }));
      return [name, { heardAt, overdueAt: overdue, missing: told, account, region }] as const;
    });
    return all.length > 0 ? Object.fromEntries(all) : undefined;
  }

  #say(change: BeatChange, now: number): void {
    const settings = this.#settings;
    if (settings) this.#announce(heartbeatAlert(change, this.#expected[change.name], settings, now), now);
  }

  #save(before: Beats, after: Beats): void {
    if (after !== before) this.#store.note(NOTE, JSON.stringify(after));
  }
}
