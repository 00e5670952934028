import type { Alert } from "../alert.ts";
import type { RelayConfig, SourceConfig } from "../config/config.ts";
import { sha256 } from "../digest.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import type { Facts, Reason } from "../quiet/stage.ts";
import { factsOf, heldBy } from "../quiet/stages.ts";
import { Sql } from "../sql.ts";
import type { Outcome } from "./decide.ts";
import type { Store, StoredTrack } from "./store.ts";

/** An open incident of which nobody is told yet. */
export interface Hold {
  episode: number;
  /** The event to tell: that which opened the incident, or last raised its level. */
  event: number;
  /** Who is to be told. */
  destinations: string[];
  /** When it began, and what holds it now. */
  since: number;
  reason: Reason;
}

/** Without `holds`, whatever was held is so no more. */
export interface Step {
  /** Why nobody is told; undefined: people are. */
  reason?: Reason;
  /** What is held from now on. Without an event it is the one that is being written. */
  holds?: Omit<Hold, "event"> & { event: number | undefined };
  /** What people are told of now. */
  letsGo?: Hold;
}

interface HoldRow extends Omit<Reason, "until"> {
  episode: number;
  event: number;
  destinations: string;
  since: number;
  until: number | null;
}

/**
 * What a source holds back. Costs nothing where nothing is declared and nothing is held: then no query is
 * made.
 */
export class Holds {
  readonly #sql: Sql;
  readonly #settings: SourceConfig | undefined;
  /** Whether anything may be held. */
  #any: boolean;

  constructor(sql: SqlStorage, config: RelayConfig, source: string) {
    this.#sql = new Sql(sql);
    this.#settings = lookup(config.sources, source);
    this.#any = this.#isAny();
  }

  /** What holds an incident back that meets these, now. */
  reasonFor(facts: Facts | undefined, now: number): Reason | undefined {
    return facts && this.#settings && heldBy(facts, { settings: this.#settings, now });
  }

  /** What holds the incident that is open. */
  of(identity: string, track: StoredTrack | undefined): Hold | undefined {
    if (!this.#any || !track?.open) return undefined;
    const [row] = this.#sql.rows<HoldRow>("SELECT * FROM holds WHERE identity = ?", identity);
    if (row?.episode !== track.episode) return undefined;
    const { episode, event, since, stage, name, until } = row;
    const destinations = row.destinations.split(",").filter(Boolean);
    return { episode, event, since, destinations, reason: { stage, name, ...(until !== null && { until }) } };
  }

  /** What becomes of a hold, or begins one, by what was decided; undefined: nothing of it. */
  step(
    identity: string,
    before: StoredTrack | undefined,
    { decision, track, messages }: Outcome,
    { facts, destinations, now }: { facts?: Facts | undefined; destinations: string[]; now: number },
  ): Step | undefined {
    if (messages.includes("opened")) {
      const reason = this.reasonFor(facts, now);
      const { episode } = track;
      return reason && { reason, holds: { episode, event: undefined, destinations, since: now, reason } };
    }
    const hold = this.of(identity, before);
    if (!hold) return undefined;
    if (!track.open) return { reason: hold.reason };
    const rises = decision === "escalated";
    const reason = rises ? this.reasonFor(facts, now) : hold.reason;
    const all = [...new Set([...hold.destinations, ...destinations])];
    if (!reason) return { letsGo: { ...hold, destinations: all } };
    return { reason, holds: { ...hold, event: rises ? undefined : hold.event, destinations: all, reason } };
  }

  /** What an alert meets that is read again. */
  factsOf(alert: Alert, level: Level): Facts | undefined {
    return this.#settings && factsOf(this.#settings, alert, level);
  }

  save(identity: string, { reason, destinations, ...hold }: Hold): void {
    this.#any = true;
    const { stage, name, until = null } = reason;
    const row = { identity, ...hold, destinations: destinations.join(","), stage, name, until };
    this.#sql.write("holds", row);
  }

  drop(identity: string): void {
    this.#sql.run("DELETE FROM holds WHERE identity = ?", identity);
  }

  /** Identities of what is to be looked at again, the first ones first. */
  due(now: number): string[] {
    if (!this.#any) return [];
    const rows = this.#sql.rows<{ identity: string }>(
      "SELECT identity FROM holds WHERE until <= ? ORDER BY until LIMIT 100",
      now,
    );
    return rows.map(({ identity }) => identity);
  }

  /** When something is to be looked at next; infinite if never. */
  next(): number {
    if (!this.#any) return Number.POSITIVE_INFINITY;
    const [row] = this.#sql.rows<{ at: number | null }>("SELECT min(until) AS at FROM holds");
    this.#any = this.#isAny();
    return row?.at ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Has everything looked at again where something else is declared than when that was done last: what is
   * not declared any more lets go at once.
   */
  declared(store: Store, now: number): void {
    if (!this.#any) return;
    const { maintenance } = this.#settings ?? {};
    const value = sha256({ maintenance });
    if (store.noted("declared") === value) return;
    store.note("declared", value);
    this.#sql.run("UPDATE holds SET until = ?", now);
  }

  #isAny(): boolean {
    return this.#sql.rows("SELECT 1 FROM holds LIMIT 1").length > 0;
  }
}
