import type { FallbackConfig, RelayConfig } from "../config/config.ts";
import { heirOf } from "../config/heirs.ts";
import type { Access, Destination } from "../destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../destinations/registry.ts";
import { sha256 } from "../digest.ts";
import { lookup } from "../lookup.ts";
import type { Surroundings } from "../surroundings.ts";
import { remember } from "./attempts.ts";
import type { Content } from "./content.ts";
import type { Desk, Mark } from "./desk.ts";
import { bodyOf, type Item, incidentItem, itemKind, parcelItem } from "./item.ts";
import { type Line, newLine, refuse, withAccess } from "./line.ts";
import type { Store } from "./store.ts";
import { withTry } from "./trail.ts";

export interface Parts {
  name: string | undefined;
  config: RelayConfig;
  access: (destination: string) => Access | undefined;
  store: Store;
  world: Surroundings;
  /** Runs its argument as one transaction. */
  transaction: <T>(write: () => T) => T;
}

/** The pace of a destination that the configuration does not have any more: nothing is sent to it. */
const NO_PACE = { perMinute: 60, burst: 1 };

const STOPPED = "the relay stopped before an answer came";

const NO_ACCESS = "the destination's secret binding is missing or unreadable";

/**
 * What a destination's object knows: its tables, and beside them in memory all that waits, since the next
 * message is chosen among them each time. Both change together, or neither does.
 */
export class Memory {
  readonly config: RelayConfig;
  readonly world: Surroundings;
  readonly store: Store;
  readonly access: Access | undefined;
  /** Undefined: the configuration does not have it any more. */
  readonly destination: Destination | undefined;
  readonly kind: DestinationKind | undefined;
  /** Who gets its pages where it does not take them. */
  readonly fallback: FallbackConfig | undefined;
  /** It gets no pages any more, and tells the recoveries of what it knows. */
  readonly isRetired: boolean;
  /** Names that it had before. */
  readonly formerly: readonly string[];
  /** The destination that takes over everything, since this one is called so now. */
  readonly heir: string | undefined;
  readonly underWay = new Map<string, Mark>();
  /** When each source had its last turn, counted in turns. */
  readonly served = new Map<string, number>();
  turns = 0;
  readonly #parts: Parts;
  /** Something could not be written, so that memory may be ahead of the tables. */
  #stale = false;
  desk: Desk;
  waiting = new Map<string, Item>();

  constructor(parts: Parts) {
    const { config, world, store } = parts;
    this.config = config;
    this.world = world;
    this.store = store;
    this.#parts = parts;
    const stored = store.desk();
    const name = parts.name ?? stored?.name ?? "";
    const settings = lookup(config.destinations, name);
    this.destination = settings && destinationOf(settings.kind);
    this.fallback = settings?.fallback;
    this.isRetired = settings?.retired ?? false;
    this.formerly = settings?.formerly ?? [];
    this.heir = heirOf(config, name);
    this.kind = settings?.kind;
    this.access = parts.access(name);
    this.desk = this.#load();
  }

  get name(): string {
    return this.desk.name;
  }

  get pace() {
    return this.destination?.pace ?? NO_PACE;
  }

  /** Writes in one transaction; where that fails, memory is what the tables say, as soon as they can be read. */
  change<T>(write: () => T): T {
    if (this.#stale) this.#reload();
    const underWay = [...this.underWay];
    try {
      return this.#parts.transaction(write);
    } catch (error) {
      this.underWay.clear();
      for (const [id, mark] of underWay) this.underWay.set(id, mark);
      this.#stale = true;
      throw error;
    }
  }

  /** Looks at what is there: what the tables say, as soon as they can be read. */
  look<T>(at: (memory: Memory) => T): T {
    try {
      if (this.#stale) this.#reload();
    } catch {
      // The next change throws it. Until then, what is known is worth more than nothing.
    }
    return at(this);
  }

  #reload(): void {
    this.desk = this.#load();
    this.#stale = false;
  }

  /** Whether anything is left that others have to be told if it is removed. */
  get isNeeded(): boolean {
    const { over, notices } = this.desk;
    return this.waiting.size > 0 || over !== null || notices.access !== null || notices.dead !== null;
  }

  setLine(line: Line): void {
    this.desk = { ...this.desk, line };
  }

  saveDesk(): void {
    this.desk = { ...this.desk, underWay: [...this.underWay.values()] };
    this.store.saveDesk(this.desk);
  }

  /** Keeps what an item has become, and drops it where it is gone. */
  put(item: Item): void {
    if ("incident" in item) this.store.saveIncident(item.incident);
    else this.store.saveParcel(item.parcel);
    const waits = "parcel" in item || item.incident.wants !== null;
    if (waits) this.waiting.set(item.id, item);
    else this.waiting.delete(item.id);
  }

  /** Drops an item; its tries are kept. */
  drop(item: Item): void {
    const { key, trail } = bodyOf(item);
    if (trail !== null) this.store.archive(this.#incidentOf(item) ?? key, this.world.now(), trail);
    if ("incident" in item) this.store.dropIncident(item.incident.key);
    else this.store.dropParcel(item.parcel.id);
    this.waiting.delete(item.id);
  }

  /** Key of the incident that a parcel's first alert is of: a parcel has its rule's and resource's. */
  #incidentOf(item: Item): string | undefined {
    if ("incident" in item) return undefined;
    return (JSON.parse(this.contentOf(item) ?? "{}") as Partial<Content>).key;
  }

  /** What a message is rendered from, as JSON. */
  contentOf(item: Item): string | undefined {
    return "incident" in item
      ? this.store.messageOf(item.incident.key)
      : this.store.contentOf(item.parcel.id);
  }

  #load(): Desk {
    const { world, store, name } = this.#parts;
    const now = world.now();
    const fresh: Omit<Desk, "name"> = {
      taken: {},
      line: newLine(this.pace, now),
      replayedFor: null,
      underWay: [],
      over: null,
      passed: 0,
      notices: { access: null, dead: null },
      death: null,
      sweptAt: now,
    };
    const stored = store.desk();
    const items = [...store.waitingIncidents().map(incidentItem), ...store.parcels().map(parcelItem)];
    this.waiting = new Map(items.map((item) => [item.id, item]));
    const desk: Desk = { ...fresh, name: "", ...stored, ...(name !== undefined && { name }) };
    const before: Line = { ...fresh.line, ...desk.line };
    // What goes to an heir is left as it is.
    const line = this.heir ? before : withAccess(before, this.access ? fingerprint(this.access) : "", now);
    const isClosed = !this.access && !this.heir;
    const isGone = !this.destination && !this.heir;
    this.desk = {
      ...desk,
      goneSince: isGone ? (desk.goneSince ?? now) : undefined,
      kind: this.kind ?? desk.kind,
      inherited: this.#inherited(desk),
      replayedFor: desk.replayedFor ?? before.access ?? line.access,
      line: isClosed ? refuse(line, now, NO_ACCESS, true) : line,
    };
    const lost = desk.underWay.filter((mark) => this.#wentOut(mark));
    // Its time runs on while it is not in memory.
    const begins = isGone && desk.goneSince === undefined && this.isNeeded;
    if (lost.length > 0 || begins)
      this.#parts.transaction(() => {
        for (const mark of lost) this.#lose(mark, now);
        if (begins) this.saveDesk();
      });
    return this.desk;
  }

  /** A name that another destination has again may leave an estate again. */
  #inherited({ inherited = {} }: Desk): NonNullable<Desk["inherited"]> {
    const entries = Object.entries(inherited).map(([name, { number, done }]) => {
      return [name, { number, done: done && this.formerly.includes(name) }] as const;
    });
    return Object.fromEntries(entries);
  }

  /** Whether a try was under way when this object stopped. */
  #wentOut({ id, number, tries }: Mark): boolean {
    const item = this.waiting.get(id);
    if (!item || this.underWay.has(id)) return false;
    const body = bodyOf(item);
    if (body.tries !== tries) return false;
    // Something newer may have taken the place of what was under way; what that came to would be known.
    return body.number === number || ("incident" in item && item.incident.known === "nothing");
  }

  /** It had no answer, and never will. */
  #lose({ id, number: sent }: Mark, now: number): void {
    const item = this.waiting.get(id);
    if (!item) return;
    const { number, losses, tries, failedAt, history, trail } = bodyOf(item);
    const lost = {
      ...{
        losses: losses + Number(number === sent),
        tries: tries + 1,
        failedAt: failedAt ?? now,
        triedAt: now,
      },
      history: remember(history, { at: now, status: null, reason: STOPPED }),
      trail: withTry(trail, {
        ...{ at: now, kind: itemKind(item), outcome: "retry", status: null, took: 0, reason: STOPPED },
      }),
    };
    if ("parcel" in item) return this.put(parcelItem({ ...item.parcel, ...lost }));
    const known = item.incident.known === "open" ? "open" : "perhaps";
    this.put(incidentItem({ ...item.incident, ...lost, known }));
  }
}

/** Tells one access from another without keeping it. */
export function fingerprint({ url, credential, headers }: Access): string {
  return sha256([url, credential, ...(headers ? [headers] : [])]).slice(0, 32);
}
