import type { Done, IncidentAction, Refused } from "../api/acts.ts";
import { iso } from "../destinations/text.ts";
import { alertOf } from "./alert-of.ts";
import type { Decision } from "./decide.ts";
import type { Incidents } from "./incidents.ts";
import type { Journal, JournalContext } from "./journal.ts";
import { type Silence, silenceOf } from "./silence.ts";
import type { StoredTrack, Tell } from "./store.ts";

const MINUTE = 60_000;

/** What a person does with one incident. Each is written down as an event of it, with who did it. */
export class ByHand {
  readonly #context: JournalContext;
  readonly #journal: Journal;
  readonly #incidents: Incidents;

  constructor(context: JournalContext, journal: Journal, incidents: Incidents) {
    this.#context = context;
    this.#journal = journal;
    this.#incidents = incidents;
  }

  /** The incident is named by its key, or by what it begins with. */
  act(action: IncidentAction, by: string, now: number): Done | Refused {
    const { store, history } = this.#context;
    const row = history.byKey(action.key);
    const track = row && store.track(row.identity);
    if (!row || !track) return { refused: 404, problem: `there is no incident ${action.key.slice(0, 80)}` };
    const { key } = row;
    if (!track.open || track.episode !== row.episode)
      return { refused: 409, problem: "the incident is over already" };
    const at = { identity: row.identity, track, by, now };
    switch (action.what) {
      case "resolve":
        this.#incidents.endByHand(row.identity, track, by, now);
        return { what: "resolve", key, told: track.destinations };
      case "silence":
        return this.#silence(at, key, now + action.minutes * MINUTE);
      case "unsilence":
        return this.#unsilence(at, key);
      case "hand-over":
        return this.#handOver(at, key, action.destination);
    }
  }

  #silence({ identity, track, by, now }: At, key: string, until: number): Done {
    const silence: Silence = { until, level: track.level, by };
    const lastEvent = this.#note("silenced", { identity, track, by, now });
    this.#context.store.saveTrack(identity, { ...track, silence: JSON.stringify(silence), lastEvent }, track);
    return { what: "silence", key, until: iso(until) };
  }

  #unsilence({ identity, track, by, now }: At, key: string): Done | Refused {
    if (!silenceOf(track, now)) return { refused: 409, problem: "the incident is not silenced" };
    const lastEvent = this.#note("unsilenced", { identity, track, by, now });
    this.#context.store.saveTrack(identity, { ...track, silence: null, lastEvent }, track);
    if (this.#context.holds.of(identity, track)?.reason.stage === "silence")
      this.#incidents.letGo(identity, now);
    return { what: "unsilence", key };
  }

  #handOver({ identity, track, by, now }: At, key: string, destination: string): Done | Refused {
    const { addresses, holds, store } = this.#context;
    if (holds.of(identity, track))
      return { refused: 409, problem: "nobody is told of the incident yet: it is held back" };
    if (addresses.passesOn(destination))
      return { refused: 409, problem: `${destination} takes callbacks as they come, and nothing else` };
    if (addresses.eachOnce(track.destinations).includes(destination))
      return { refused: 409, problem: `${destination} knows of the incident` };
    const { level, openedAt, openedEvent } = track;
    const to = [{ destination, news: "opened" as const, event: openedEvent }];
    const lastEvent = this.#note("forwarded", { identity, track, by, now }, { level, openedAt, to });
    const destinations = [...track.destinations, destination];
    store.saveTrack(identity, { ...track, destinations, lastEvent }, track);
    return { what: "hand-over", key, told: [destination] };
  }

  #note(decision: Decision, { identity, track, by, now }: At, tell?: Tell): number {
    const { store } = this.#context;
    const { episode, level, openedEvent, lastEvent } = track;
    const row = store.event(openedEvent);
    const rule = (row && alertOf(row)?.rule.name) ?? "";
    const alert = { state: "firing", level, rule, at: now, now } as const;
    const from = store.origin(openedEvent);
    return this.#journal.record(decision, identity, episode, from, alert, { tell, before: lastEvent, by });
  }
}

interface At {
  identity: string;
  track: StoredTrack;
  by: string;
  now: number;
}
