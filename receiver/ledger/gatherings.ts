import type { RelayConfig, RouteConfig, SourceConfig } from "../config/config.ts";
import { LEVELS, type Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { gatheredAlert } from "../message/gathered.ts";
import { FLAPPING_QUIET, FLAPPING_WITHIN } from "../quiet/flapping.ts";
import { fewerFrom, isWorthTelling, type Tally, toldEvery, total } from "../quiet/gathering.ts";
import { NAMED } from "../quiet/grouping.ts";
import type { Facts, GatheringName, Match, Reason } from "../quiet/stage.ts";
import { STORM_CALM, STORM_MINUTE } from "../quiet/storm.ts";
import { Sql } from "../sql.ts";
import type { Addresses } from "./addresses.ts";
import { alertOf } from "./alert-of.ts";
import { GATHERED } from "./one-off.ts";
import type { Store } from "./store.ts";
import type { Submission } from "./submission.ts";

/** One incident that stands for many, while it is open. */
interface GatheringRow {
  identity: string;
  stage: GatheringName;
  name: string;
  key: string;
  since: number;
  /** How many members it has had, and how many of them people heard of, and when. */
  count: number;
  told: number;
  toldAt: number;
  /** The worst level that it has had. */
  level: Level;
  destinations: string;
  /** It isn't over before this time, whatever is open; null: not while something is. */
  calmAt: number | null;
  /** When it is to be looked at again; null: as soon as a member changes. */
  lookAt: number | null;
}

/** An incident that is to be told, and would be by itself. */
export interface Newcomer {
  identity: string;
  facts: Facts | undefined;
  destinations: string[];
  level: Level;
  now: number;
  /** It is over already. */
  isOver: boolean;
}

/** What it is told in, and at whose destinations; the others are told of it as ever. */
export interface Joined {
  gathering: string;
  reason: Reason;
  destinations: string[];
}

export interface GatheringsContext {
  source: string;
  config: RelayConfig;
  store: Store;
  addresses: Addresses;
  /** Decides on what is gathered, as on any alert. `body`: of the alert. */
  decide: (submission: Submission, body: string, now: number) => void;
  wakeBy: (at: number) => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Longer than anything is counted, in milliseconds. */
const COUNTED = 24 * 60 * 60 * 1000;

/**
 * What a source makes one incident of: what flaps, groups, storms. Its members are rows of `holds`, which stay
 * until the gathering is over. Costs nothing where nothing is declared and nothing is gathered: then no query is made.
 */
export class Gatherings {
  readonly #sql: Sql;
  readonly #context: GatheringsContext;
  readonly #settings: SourceConfig | undefined;
  /** Whether anything is gathered. */
  #any: boolean;

  constructor(sql: SqlStorage, context: GatheringsContext) {
    this.#sql = new Sql(sql);
    this.#context = context;
    this.#settings = lookup(context.config.sources, context.source);
    this.#any = this.#isAny();
  }

  /** What a new incident is told in, which may begin with it; undefined: it is told by itself. Counts it. */
  take(newcomer: Newcomer): Joined | undefined {
    const { facts, identity, now, destinations } = newcomer;
    if (!facts?.flapping && !facts?.grouping && !facts?.storm) return undefined;
    const { flapping = [], grouping = [], storm = [] } = facts;
    const passOn = (names: readonly string[]) => names.filter((to) => !this.#context.addresses.passesOn(to));
    const flaps = flapping.filter(({ name }) => this.#flaps(name, identity, now));
    const all = passOn(destinations);
    const ofRoute = (name: string) => passOn(this.#route(name)?.deliverTo ?? []);
    const open = (stage: GatheringName, match: Match, to: string[], key = "") => {
      const row = this.#taking(stage, match.name, key, now);
      return row && this.#join(row, to);
    };
    const begin = (stage: GatheringName, match: Match, to: string[], key = "", calmAt = 0) =>
      to.length === 0 ? undefined : this.#begin({ stage, name: match.name, key, calmAt }, newcomer, to);

    for (const match of flapping) {
      const joined = open("flapping", match, all, identity);
      if (joined) return joined;
    }
    for (const match of grouping) {
      const joined = open("grouping", match, ofRoute(match.name), match.key);
      if (joined) return joined;
    }
    for (const match of storm) {
      const calmAt = this.#calmAt(match.name, now);
      const joined = open("storm", match, ofRoute(match.name));
      if (joined && calmAt) this.#change(joined.gathering, { calmAt, lookAt: now });
      const begun = joined ?? (calmAt && begin("storm", match, ofRoute(match.name), "", calmAt));
      if (begun) return begun;
    }
    for (const match of flaps) {
      const begun = begin("flapping", match, all, identity);
      if (begun) return begun;
    }
    if (newcomer.isOver) return undefined;
    for (const match of grouping) {
      const begun = begin("grouping", match, ofRoute(match.name), match.key);
      if (begun) return begun;
    }
    return undefined;
  }

  /** Whether what holds a member is met by the alert as it is now: else it leaves. */
  keeps({ stage, name, key }: Reason, facts: Facts | undefined): boolean {
    const met = facts?.[stage] ?? [];
    return met.some((match) => match.name === name && (stage !== "grouping" || match.key === key));
  }

  /**
   * A member came, went, or got worse: people are told if they should know, or later. `ending`: the event that
   * ended it.
   */
  changed(identity: string, now: number, level?: Level, ending?: number): void {
    const row = this.#row(identity);
    if (!row) return;
    const isWorse = level !== undefined && LEVELS.indexOf(level) < LEVELS.indexOf(row.level);
    if (isWorse) row.level = level;
    const quiet = row.stage === "flapping" ? this.#flapping(row.name)?.quiet : undefined;
    if (row.stage === "flapping" && ending !== undefined) row.calmAt = now + (quiet ?? 0) * 1000;
    this.#settle(row, now, isWorse, ending);
  }

  /** Looks at all whose time has come. */
  look(now: number): void {
    if (!this.#any) return;
    const rows = this.#sql.rows<GatheringRow>(
      "SELECT * FROM gatherings WHERE look_at <= ? ORDER BY look_at LIMIT 100",
      now,
    );
    for (const row of rows) this.#settle(row, now, false);
  }

  /** When something is to be looked at next; infinite if never. */
  next(): number {
    if (!this.#any) return NEVER;
    const [row] = this.#sql.rows<{ at: number | null }>("SELECT min(look_at) AS at FROM gatherings");
    this.#any = this.#isAny();
    return row?.at ?? NEVER;
  }

  /** When one of the members was heard of last; undefined: the identity is of no gathering. */
  heardAt(identity: string): number | undefined {
    if (!this.#any || !identity.startsWith(GATHERED)) return undefined;
    const [row] = this.#sql.rows<{ at: number | null }>(
      "SELECT max(tracks.heard_at) AS at FROM holds JOIN tracks USING (identity, episode) WHERE gathering = ? AND ended = 0",
      identity,
    );
    return row?.at ?? undefined;
  }

  /** Drops what was counted and is of no use any more. */
  forget(now: number): void {
    this.#sql.run("DELETE FROM tallies WHERE at < ?", now - COUNTED);
  }

  /** Tells people what there is to tell, or ends it; notes when to look again. */
  #settle(row: GatheringRow, now: number, isUrgent: boolean, ending?: number): void {
    const { identity, stage, count, told, toldAt } = row;
    const open = this.#isOpen(identity);
    // Its last member has left it.
    if (stage === "flapping" && !open) row.calmAt ??= now;
    const { calmAt } = row;
    if (!open && calmAt !== null && calmAt <= now) return this.#end(row, now, ending);
    const news = isWorthTelling(count, told, this.#named(row));
    if (isUrgent || (news && now >= toldAt + toldEvery(told))) {
      this.#say(row, now);
      [row.told, row.toldAt] = [count, now];
    }
    const next = Math.min(
      row.told < count && isWorthTelling(count, row.told, this.#named(row))
        ? row.toldAt + toldEvery(row.told)
        : NEVER,
      open ? NEVER : (calmAt ?? NEVER),
    );
    row.lookAt = next === NEVER ? null : next;
    this.#sql.write("gatherings", { ...row });
    this.#context.wakeBy(next);
  }

  #end(row: GatheringRow, now: number, ending?: number): void {
    this.#say(row, now, true, ending);
    this.#sql.run("DELETE FROM gatherings WHERE identity = ?", row.identity);
    this.#sql.run("DELETE FROM holds WHERE gathering = ?", row.identity);
  }

  #say(row: GatheringRow, now: number, isOver = false, ending?: number): void {
    const { stage, name, key, identity, count, level } = row;
    const language = this.#settings?.language ?? "en";
    const flapping = stage === "flapping" ? this.#flapping(name) : undefined;
    const within = (flapping?.within ?? 0) * 1000;
    const tallies = flapping && this.#tallies("flapping", name, key, now, within);
    const alert = gatheredAlert(
      {
        ...{ stage, name, key, identity, count, open: this.#open(identity) },
        rules: this.#distinct("rule", identity),
        regions: this.#distinct("region", identity),
        members: this.#worst(row, isOver, count === 1 ? ending : undefined),
        above: stage === "storm" ? this.#route(name)?.storm?.above : undefined,
        within,
        quiet: (flapping?.quiet ?? 0) * 1000,
        times: tallies && total(tallies),
      },
      isOver,
      language,
    );
    const nothing = { alias: undefined, time: undefined, episode: undefined, openFor: undefined };
    const destinations = row.destinations.split(",").filter(Boolean);
    const { state } = alert;
    const said = { state, level, rule: alert.rule.name, destinations };
    const submission = { identity, anywhere: identity, ...nothing, ...said };
    this.#context.decide(submission, JSON.stringify({ ...alert, level }), now);
  }

  #worst({ identity, ...row }: GatheringRow, isOver: boolean, ending?: number) {
    const rows = this.#sql.rows<{ event: number; rank: number }>(
      "SELECT event, rank FROM holds WHERE gathering = ? AND (ended = 0 OR ?) ORDER BY ended, rank, since LIMIT ?",
      identity,
      Number(isOver),
      isOver ? 1 : this.#named({ identity, ...row }),
    );
    return rows.flatMap(({ event, rank }) => {
      const found =
        (ending !== undefined && this.#context.store.event(ending)) || this.#context.store.event(event);
      const alert = found && alertOf(found);
      return alert ? [{ alert, level: LEVELS[rank] ?? "critical" }] : [];
    });
  }

  /** How many of the members a message names. */
  #named({ stage, name }: GatheringRow): number {
    if (stage === "flapping") return 1;
    return (stage === "grouping" ? this.#route(name)?.group?.names : undefined) ?? NAMED;
  }

  #distinct(column: "rule" | "region", identity: string): number {
    const [row] = this.#sql.rows<{ n: number }>(
      `SELECT count(DISTINCT ${column}) AS n FROM holds WHERE gathering = ?`,
      identity,
    );
    return row?.n ?? 0;
  }

  #isOpen(identity: string): boolean {
    return (
      this.#sql.rows("SELECT 1 FROM holds WHERE gathering = ? AND ended = 0 LIMIT 1", identity).length > 0
    );
  }

  #open(identity: string): number {
    const [row] = this.#sql.rows<{ n: number }>(
      "SELECT count(*) AS n FROM holds WHERE gathering = ? AND ended = 0",
      identity,
    );
    return row?.n ?? 0;
  }

  #route(name: string): RouteConfig | undefined {
    return this.#settings?.routes?.find((route) => route.name === name);
  }

  #flapping(name: string) {
    const declared = this.#settings?.flapping?.find((each) => each.name === name);
    return declared && { within: FLAPPING_WITHIN, quiet: FLAPPING_QUIET, ...declared };
  }

  /** The gathering that takes new members of this kind, if one is open. */
  #taking(stage: GatheringName, name: string, key: string, now: number): GatheringRow | undefined {
    if (!this.#any) return undefined;
    const [row] = this.#sql.rows<GatheringRow>(
      "SELECT * FROM gatherings WHERE stage = ? AND name = ? AND key = ? ORDER BY since DESC LIMIT 1",
      stage,
      name,
      key,
    );
    if (!row) return undefined;
    const { within } = this.#route(name)?.group ?? {};
    const isOver =
      (stage === "storm" && Number(row.calmAt) <= now) ||
      (stage === "grouping" && within !== undefined && now >= row.since + within * 1000);
    return isOver ? undefined : row;
  }

  #join(row: GatheringRow, to: string[]): Joined | undefined {
    if (to.length === 0) return undefined;
    const { identity, stage, count } = row;
    const known = row.destinations.split(",");
    const added = to.filter((each) => !known.includes(each));
    this.#change(identity, {
      count: count + 1,
      ...(stage === "flapping" && { calmAt: null }),
      ...(added.length > 0 && { destinations: [...known, ...added].join(","), toldAt: 0, told: 0 }),
    });
    return { gathering: identity, reason: reasonFor(row), destinations: to };
  }

  #begin(
    { stage, name, key, calmAt }: Pick<GatheringRow, "stage" | "name" | "key" | "calmAt">,
    { level, now }: Newcomer,
    to: string[],
  ): Joined {
    const identity = `${GATHERED}${JSON.stringify([stage, name, key, now])}`;
    const row: GatheringRow = {
      ...{ identity, stage, name, key, since: now, count: 1, told: 0, toldAt: 0, level },
      ...{ destinations: to.join(","), calmAt: stage === "flapping" ? null : calmAt, lookAt: now },
    };
    this.#sql.write("gatherings", { ...row });
    this.#any = true;
    return { gathering: identity, reason: reasonFor(row), destinations: to };
  }

  #change(identity: string, columns: Partial<GatheringRow>): void {
    this.#sql.change("gatherings", "identity", identity, columns as Record<string, string | number | null>);
  }

  #row(identity: string): GatheringRow | undefined {
    return this.#sql.rows<GatheringRow>("SELECT * FROM gatherings WHERE identity = ?", identity)[0];
  }

  #flaps(name: string, identity: string, now: number): boolean {
    const declared = this.#flapping(name);
    if (!declared) return false;
    return total(this.#counted("flapping", name, identity, now, declared.within * 1000)) > declared.above;
  }

  /** When a storm that is on is over if nothing else comes; undefined: there is none by the newest minute. */
  #calmAt(name: string, now: number): number | undefined {
    const above = this.#route(name)?.storm?.above;
    if (above === undefined) return undefined;
    const fewer = fewerFrom(this.#counted("storm", name, "", now, STORM_MINUTE), above, STORM_MINUTE);
    return fewer && fewer + STORM_CALM;
  }

  /** Counts one more, and answers those of the time before with it. */
  #counted(stage: GatheringName, name: string, key: string, now: number, within: number): Tally[] {
    this.#sql.run(
      "INSERT INTO tallies VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
      ...[stage, name, key, now - (now % 1000)],
    );
    this.#sql.run(
      "DELETE FROM tallies WHERE stage = ? AND name = ? AND key = ? AND at <= ?",
      ...[stage, name, key, now - within],
    );
    return this.#tallies(stage, name, key, now, within);
  }

  #tallies(stage: GatheringName, name: string, key: string, now: number, within: number): Tally[] {
    return this.#sql.rows<Tally>(
      "SELECT at, count FROM tallies WHERE stage = ? AND name = ? AND key = ? AND at > ? AND at <= ? ORDER BY at",
      ...[stage, name, key, now - within, now],
    );
  }

  #isAny(): boolean {
    return this.#sql.rows("SELECT 1 FROM gatherings LIMIT 1").length > 0;
  }
}

/** Of a group what its members share; the other keys only tell gatherings apart. */
function reasonFor({ stage, name, key }: GatheringRow): Reason {
  return { stage, name, ...(stage === "grouping" && { key }) };
}
