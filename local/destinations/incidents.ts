/** An incident as a stand-in keeps it, in the vendor's own words. */
export interface Incident {
  /** The deduplication key that the relay sent. */
  key: string;
  state: "open" | "resolved";
  severity: string | number;
  title: string;
  /** Events that it took, the first and the last included. */
  events: number;
  /** ilert alone has a priority beside the severity. */
  priority?: string;
}

/**
 * Incidents by deduplication key, as on-call vendors keep them: an event with the key of an open
 * incident joins it; after it was resolved the next one opens a new incident.
 */
export class Incidents {
  readonly #all: Incident[] = [];

  list(): Incident[] {
    return this.#all;
  }

  open(key: string): Incident | undefined {
    return this.#all.find((incident) => incident.key === key && incident.state === "open");
  }

  trigger(event: Omit<Incident, "state" | "events">): void {
    const open = this.open(event.key);
    if (open) Object.assign(open, event, { events: open.events + 1 });
    else this.#all.push({ ...event, state: "open", events: 1 });
  }

  /** True if there was something to resolve. */
  resolve(key: string): boolean {
    const open = this.open(key);
    if (!open) return false;
    Object.assign(open, { state: "resolved", events: open.events + 1 });
    return true;
  }
}
