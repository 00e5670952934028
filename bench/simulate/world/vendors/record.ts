import { type Incident, Incidents } from "../../../../local/destinations/incidents.ts";

/** Something that a vendor took. */
export interface Taken {
  time: number;
  /** When the request had left the receiver. */
  leftAt: number;
  /** What the vendor takes for one incident of its own: the receiver's key, or more than it. */
  identity: string;
  /** The beginning of the receiver's key of the incident: chats know no more than 8 digits of it. */
  incident: string;
  what: "opens" | "updates" | "resolves" | "resolves nothing" | "repeats";
  severity: string;
  title: string;
  /** Number of the callback that the message was made of; undefined if it is of none, such as a summary. */
  callback: number | undefined;
  /** How many incidents it says opened and were resolved before they could be told. */
  summed: number;
}

/** How much the receiver's clock may be ahead of a vendor's, in milliseconds. */
const AHEAD = 10 * 60_000;

/** The beginning of the receiver's key: alone, with more behind it, or somewhere in it. */
const KEY = /^([0-9a-f]{8})|\b([0-9a-f]{8})[0-9a-f]{56}\b/;

function keyIn(text: string): string | undefined {
  const found = KEY.exec(text);
  return found?.[1] ?? found?.[2];
}

/** A vendor's incidents, with everything that ever happened to them. */
export class RecordedIncidents extends Incidents {
  readonly taken: Taken[] = [];
  /** Set around each request: what is recorded of it besides. */
  request: Pick<Taken, "time" | "leftAt" | "callback" | "summed"> = {
    time: 0,
    leftAt: 0,
    callback: undefined,
    summed: 0,
  };
  readonly #byIdentity = new Map<string, Incident>();
  readonly #clock: () => number;

  constructor(now: () => number) {
    super(now);
    this.#clock = now;
  }

  override list(): Incident[] {
    return [...this.#byIdentity.values()];
  }

  override open(identity: string): Incident | undefined {
    const incident = this.#byIdentity.get(identity);
    if (incident?.endsAt !== undefined && incident.endsAt <= this.#clock()) incident.state = "resolved";
    return incident?.state === "open" ? incident : undefined;
  }

  override trigger(event: Omit<Incident, "state" | "events">): void {
    const identity = event.identity ?? event.key;
    // By a clock that is ahead of the vendor's it is over: it ends by itself within minutes.
    if (event.endsAt !== undefined && event.endsAt < this.#clock() + AHEAD)
      return void this.resolve(identity);
    const open = this.open(identity);
    this.#record(identity, open ? "updates" : "opens", event);
    if (open) Object.assign(open, event, { events: open.events + 1 });
    else this.#byIdentity.set(identity, { ...event, state: "open", events: 1 });
  }

  override repeat(identity: string): boolean {
    const open = this.open(identity);
    if (open) this.#record(identity, "repeats", open);
    return open !== undefined;
  }

  override resolve(identity: string): boolean {
    const open = this.open(identity);
    const known = open ?? this.#byIdentity.get(identity);
    this.#record(identity, open ? "resolves" : "resolves nothing", known);
    if (open) open.state = "resolved";
    return open !== undefined;
  }

  #record(identity: string, what: Taken["what"], known: Partial<Incident> = {}): void {
    const { key = identity, severity = "", title = "" } = known;
    const incident = keyIn(key) ?? keyIn(identity) ?? key;
    this.taken.push({ ...this.request, identity, incident, what, severity: String(severity), title });
  }
}
