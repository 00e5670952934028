import type { Alert } from "../alert.ts";
import type { SourceConfig } from "../config/config.ts";
import { sha256 } from "../digest.ts";
import { LEVELS, type Level } from "../level.ts";
import { graceEnd } from "../quiet/inhibition.ts";
import type { Facts, Reason } from "../quiet/stage.ts";
import { factsOf, heldBy } from "../quiet/stages.ts";
import { Sql } from "../sql.ts";
import { Causes } from "./causes.ts";
import type { Outcome } from "./decide.ts";
import type { Gatherings, Newcomer } from "./gatherings.ts";
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
  /** The incident that stands for it, where many became one. Those who are not in `destinations` are told as ever. */
  gathering?: string | undefined;
}

/** What holds it back, or gathers it, and whom it is not told to. */
type Found = Pick<Hold, "reason" | "destinations" | "gathering">;

/** What is known of a member of a gathering beside its hold. */
export interface Member {
  level: Level;
  rule: string;
  region: string | undefined;
  isOver: boolean;
}

/** What becomes of a hold. */
export interface Step {
  /** Why nobody is told; undefined: people are. */
  reason?: Reason;
  /** What is held, or was until now. Without an event it is the one that is being written. */
  holds?: Omit<Hold, "event"> & { event: number | undefined };
  /** What people are told of now. */
  letsGo?: Hold;
  /** The gathering that it is in no more. */
  left?: string;
}

interface ReasonRow extends Pick<Reason, "stage" | "name"> {
  until: number | null;
  of: string | null;
  key: string | null;
}

interface HoldRow extends ReasonRow {
  gathering: string | null;
  episode: number;
  event: number;
  destinations: string;
  since: number;
}

export function reasonOf({ stage, name, until, of, key }: ReasonRow): Reason {
  return {
    ...{ stage, name },
    ...(until !== null && { until }),
    ...(of !== null && { of }),
    ...(key !== null && { key }),
  };
}

/**
 * What a source holds back. Costs nothing where nothing is declared and nothing is held: then no query is
 * made.
 */
export class Holds {
  readonly #sql: Sql;
  readonly #settings: SourceConfig | undefined;
  readonly #causes: Causes;
  readonly #store: Store;
  readonly #gatherings: Gatherings;
  /** Whether anything may be held. */
  #any: boolean;

  constructor(sql: SqlStorage, store: Store, settings: SourceConfig | undefined, gatherings: Gatherings) {
    this.#sql = new Sql(sql);
    this.#settings = settings;
    this.#gatherings = gatherings;
    this.#store = store;
    this.#causes = new Causes(sql);
    this.#any = this.#isAny();
  }

  /** What holds an incident back that meets these, now. `since`: when it began to be held. */
  reasonFor(facts: Facts | undefined, now: number, since = now): Reason | undefined {
    if (!facts || !this.#settings) return undefined;
    const causeOf = (name: string, key: string) => this.#causes.ruleOf(name, key);
    return heldBy(facts, { settings: this.#settings, now, since, causeOf });
  }

  /** An incident opened, or one that is held rose: it may be the cause of others. */
  opened(identity: string, rule: string, facts: Facts | undefined): void {
    if (facts?.inhibition) this.#causes.add(identity, rule, facts.inhibition);
  }

  /** An incident is over: what only it has caused is looked at again, after its time of grace. Answers when. */
  ended(identity: string, now: number): number {
    let at = Number.POSITIVE_INFINITY;
    for (const { name, key } of this.#causes.end(identity)) {
      const declared = this.#settings?.inhibitions?.find((each) => each.name === name);
      const end = declared ? graceEnd(declared, now) : now;
      this.#sql.run(
        "UPDATE holds SET until = ? WHERE name = ? AND key = ? AND stage = 'inhibition'",
        end,
        name,
        key,
      );
      at = Math.min(at, end);
    }
    return this.#any ? at : Number.POSITIVE_INFINITY;
  }

  /** What holds the incident that is open. */
  of(identity: string, track: StoredTrack | undefined): Hold | undefined {
    if (!this.#any || !track?.open) return undefined;
    const [row] = this.#sql.rows<HoldRow>("SELECT * FROM holds WHERE identity = ?", identity);
    if (row?.episode !== track.episode) return undefined;
    const { episode, event, since, gathering } = row;
    const destinations = row.destinations.split(",").filter(Boolean);
    return {
      ...{ episode, event, since, destinations, reason: reasonOf(row) },
      ...(gathering !== null && { gathering }),
    };
  }

  /** What becomes of a hold, or begins one, by what was decided; undefined: nothing of it. */
  step(
    identity: string,
    before: StoredTrack | undefined,
    { decision, track, messages }: Outcome,
    { facts, destinations, now }: { facts?: Facts | undefined; destinations: string[]; now: number },
    silenced?: Reason,
  ): Step | undefined {
    const { level, episode, open } = track;
    const newcomer = { identity, facts, level, now, isOver: !open };
    if (messages.includes("opened")) {
      const found = this.#found({ ...newcomer, destinations }, now, silenced);
      return found && { reason: found.reason, holds: { episode, event: undefined, since: now, ...found } };
    }
    const hold = this.of(identity, before);
    if (!hold) return undefined;
    const { reason, gathering } = hold;
    if (!open) return { reason, holds: hold };
    const rises = decision === "escalated";
    const stays = gathering !== undefined && (!rises || this.#gatherings.keeps(reason, facts));
    if (stays) return { reason, holds: { ...hold, event: rises ? undefined : hold.event } };
    const all = [...new Set([...hold.destinations, ...destinations])];
    if (!rises) return { reason, holds: { ...hold, destinations: all } };
    const known = before?.destinations ?? [];
    const untold = all.filter((each) => !known.includes(each));
    const found = this.#found({ ...newcomer, destinations: untold }, hold.since, silenced);
    const left = gathering === undefined ? {} : { left: gathering };
    const late = untold.filter((each) => !found?.destinations.includes(each));
    const letsGo = found && late.length === 0 ? {} : { letsGo: { ...hold, destinations: late } };
    const holds = found && { ...hold, event: undefined, gathering: undefined, ...found };
    return { ...(found && holds && { reason: found.reason, holds }), ...letsGo, ...left };
  }

  /** What holds it back, or in what it is told. `since`: when it began to be held. */
  #found(newcomer: Newcomer, since: number, silenced?: Reason): Found | undefined {
    const { facts, now, destinations } = newcomer;
    const reason = this.reasonFor(facts, now, since) ?? silenced;
    return reason ? { reason, destinations } : this.#gatherings.take(newcomer);
  }

  /** The same of what was held until now. */
  again(
    identity: string,
    { since, destinations }: Hold,
    { alert, level, now }: { alert: Alert | undefined; level: Level; now: number },
    silenced?: Reason,
  ): Found | undefined {
    const facts = alert && this.factsOf(alert, level);
    return this.#found({ identity, facts, destinations, level, now, isOver: false }, since, silenced);
  }

  /** What an alert meets that is read again. */
  factsOf(alert: Alert, level: Level): Facts | undefined {
    return this.#settings && factsOf(this.#settings, alert, level);
  }

  save(identity: string, { reason, destinations, gathering, ...hold }: Hold, member: Member): void {
    // What begins to be held is held by what is declared now.
    if (!this.#any) this.#store.note("declared", this.#declared());
    this.#any = true;
    const { stage, name, until = null, of = null, key = null } = reason;
    const row = { identity, ...hold, destinations: destinations.join(","), stage, name, until, of, key };
    if (gathering === undefined) return void this.#sql.write("holds", row);
    const { level, rule, region = null, isOver } = member;
    const own = { gathering, ended: Number(isOver), rank: LEVELS.indexOf(level), rule, region };
    this.#sql.write("holds", { ...row, ...own });
  }

  /** A member of a gathering is over. */
  end(identity: string): void {
    this.#sql.run("UPDATE holds SET ended = 1 WHERE identity = ?", identity);
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
  lookAgain(now: number): void {
    if (!this.#any || this.#store.noted("declared") === this.#declared()) return;
    this.#store.note("declared", this.#declared());
    this.#sql.run("UPDATE holds SET until = ? WHERE gathering IS NULL", now);
  }

  /** What tells one declaration of stages from another. */
  #declared(): string {
    const { maintenance, inhibitions } = this.#settings ?? {};
    return sha256({ maintenance, inhibitions });
  }

  #isAny(): boolean {
    return this.#sql.rows("SELECT 1 FROM holds LIMIT 1").length > 0;
  }
}
