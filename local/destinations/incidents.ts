/** An incident as a stand-in keeps it, in the vendor's own words. */
export interface Incident {
  /** The deduplication key that the relay sent. */
  key: string;
  /** What the vendor itself takes for the same incident, where that is more than the key. */
  identity?: string;
  state: "open" | "resolved";
  severity: string | number;
  title: string;
  /** Events that it took, the first and the last included. */
  events: number;
  /** ilert alone has a priority beside the severity. */
  priority?: string;
  /** When it ends by itself, in milliseconds since 1970: Alertmanager alone forgets. */
  endsAt?: number;
}

/**
 * Incidents by deduplication key, as on-call vendors keep them: an event with the key of an open
 * incident joins it; after it was resolved the next one opens a new incident.
 */
export class Incidents {
  readonly #all: Incident[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  list(): Incident[] {
    for (const each of this.#all) {
      if (each.endsAt !== undefined && each.endsAt <= this.#now()) each.state = "resolved";
    }
    return this.#all;
  }

  open(identity: string): Incident | undefined {
    return this.list().find((each) => (each.identity ?? each.key) === identity && each.state === "open");
  }

  trigger(event: Omit<Incident, "state" | "events">): void {
    const open = this.open(event.identity ?? event.key);
    if (open) Object.assign(open, event, { events: open.events + 1 });
    else this.#all.push({ ...event, state: "open", events: 1 });
  }

  /** Counts an event that changes nothing. False if there is no such incident. */
  repeat(identity: string): boolean {
    const open = this.open(identity);
    if (open) open.events++;
    return open !== undefined;
  }

  /** True if there was something to resolve. */
  resolve(identity: string): boolean {
    const open = this.open(identity);
    if (!open) return false;
    Object.assign(open, { state: "resolved", events: open.events + 1 });
    return true;
  }
}
