import type { StageName } from "../quiet/stage.ts";
import { type Columns, Sql } from "../sql.ts";
import { OWN } from "./alert-of.ts";
import type { Track } from "./decide.ts";
import { rangesOf } from "./kin.ts";
import { IS_ONE_OFF } from "./one-off.ts";
import type { EventRow, HeirloomRow, Origin, StoredCallback, Tell, TellingRow } from "./rows.ts";

export type * from "./rows.ts";

/** A track with what only the ledger itself needs to know about it. */
export interface StoredTrack extends Track {
  /** Event of a recovery that is held. */
  heldEvent: number | null;
  /** Event that opened the newest incident. */
  openedEvent: number;
  /** Destinations that were told of the newest incident: its recovery goes to exactly these. */
  destinations: string[];
  /** A second name of the newest incident; see `Alert.alias`. */
  alias: string | null;
  /** When it is resolved if nothing else does; null: never. */
  closesAt: number | null;
  /** When the newest callback that counted arrived, by the relay's clock: events may be told late, or in another zone. */
  heardAt: number | null;
  /** When people were reminded last that it is open. */
  remindedAt: number | null;
  /** That a person silenced it, as JSON: see `Silence`. */
  silence: string | null;
  /** Its newest event that counted; null: that was before there was a column for it. */
  lastEvent: number | null;
}

interface OpenRow {
  identity: string;
  episode: number;
  level: string;
  openedAt: number;
  openedEvent: number;
  destinations: string;
  /** Of what holds it back. */
  stage: StageName | null;
  name: string | null;
  until: number | null;
  key: string | null;
  of: string | null;
}

interface QuarantineRow {
  receivedAt: number;
  reason: string;
  contentType: string | null;
  bytes: number;
  body: string;
}

/** When something was heard of an open incident, or said; of what was open before there was a column for it, the time of its event. */
const HEARD = "max(coalesce(heard_at, last_at), coalesce(reminded_at, 0))";

/** The ledger's tables as typed reads and writes. Decides nothing. */
export class Store {
  readonly #sql: Sql;

  constructor(sql: SqlStorage) {
    this.#sql = new Sql(sql);
  }

  track(identity: string): StoredTrack | undefined {
    const [track] = this.#sql.rows<
      Omit<StoredTrack, "open" | "destinations"> & { open: number; destinations: string }
    >("SELECT * FROM tracks WHERE identity = ?", identity);
    if (!track) return undefined;
    const { open, destinations } = track;
    return { ...track, open: open === 1, destinations: destinations.split(",").filter(Boolean) };
  }

  /** `before`: as it is stored. What stays as it was costs no entry in an index. */
  saveTrack(identity: string, track: StoredTrack, before: StoredTrack | undefined): void {
    const columns = trackColumns(track);
    if (!before) return void this.#sql.write("tracks", { identity, ...columns });
    const stored = trackColumns(before);
    const changed = Object.entries(columns).filter(([name, value]) => stored[name] !== value);
    this.#sql.change("tracks", "identity", identity, Object.fromEntries(changed));
  }

  /** Identity of the open incident with this second name; undefined if there is none, or more than one. */
  openWithAlias(alias: string): string | undefined {
    const [only, another] = this.#sql.rows<{ identity: string }>(
      "SELECT identity FROM tracks WHERE open = 1 AND alias = ? LIMIT 2",
      alias,
    );
    return another ? undefined : only?.identity;
  }

  /** The same rule and resource in every region, and without one; see `identityAnywhere`. */
  inRegions(anywhere: string): { identity: string; open: number }[] {
    return this.#sql.rows(
      "SELECT identity, open FROM tracks WHERE identity = ?1 OR (identity >= ?1 || '@' AND identity < ?1 || 'A') LIMIT 50",
      anywhere,
    );
  }

  /** All in whose ranges the same rule and resource is; see `kin.ts`. */
  kin(identity: string): { identity: string; open: number }[] {
    return (rangesOf(identity)?.ranges ?? []).flatMap(([from, to]) =>
      this.#sql.rows<{ identity: string; open: number }>(
        "SELECT identity, open FROM tracks WHERE identity >= ? AND identity < ? LIMIT 50",
        from,
        to,
      ),
    );
  }

  /** Identity of the open incident whose rule has another key than its id, which is all that this identity knows. */
  openById(identity: string): string | undefined {
    const bare = rangesOf(identity)?.bare;
    return bare === undefined ? undefined : this.openWithAlias(bare);
  }

  /** Open incidents with the time at which they are resolved if nothing else does it, the first ones first. */
  closing(): { identity: string; closesAt: number }[] {
    return this.#sql.rows(
      "SELECT identity, closes_at FROM tracks WHERE open = 1 AND closes_at IS NOT NULL ORDER BY closes_at LIMIT 100",
    );
  }

  /** Open incidents that nothing will end by itself, and of which nothing was heard, and nothing said, since `time`. */
  silentSince(time: number): string[] {
    return this.#sql
      .rows<{ identity: string }>(
        `SELECT identity FROM tracks WHERE open = 1 AND closes_at IS NULL AND ${HEARD} <= ? ORDER BY ${HEARD} LIMIT 100`,
        time,
      )
      .map(({ identity }) => identity);
  }

  /**
   * Open incidents of which people were reminded, and nothing was heard since `time`, the most silent ones first.
   * Not those that the relay itself opened, which end with what they are about.
   */
  unheardSince(time: number, most: number): { identity: string; at: number }[] {
    return this.#sql.rows(
      "SELECT identity, coalesce(heard_at, last_at) AS at FROM tracks WHERE open = 1 AND closes_at IS NULL " +
        "AND reminded_at IS NOT NULL AND coalesce(heard_at, last_at) <= ? " +
        `AND NOT EXISTS (SELECT 1 FROM events WHERE seq = opened_event AND part = ${OWN}) ORDER BY at LIMIT ?`,
      time,
      most,
    );
  }

  /** When something was last heard, or said, of the open incident that is silent for longest. */
  longestSilent(): number | undefined {
    const [row] = this.#sql.rows<{ at: number | null }>(
      `SELECT min(${HEARD}) AS at FROM tracks WHERE open = 1 AND closes_at IS NULL`,
    );
    return row?.at ?? undefined;
  }

  /** Where a new event has to look for the alert of this one. */
  origin(seq: number): Origin {
    const [origin] = this.#sql.rows<Origin>(
      "SELECT part, coalesce(body_of, seq) AS body_of FROM events WHERE seq = ?",
      seq,
    );
    return origin ?? { part: 0, bodyOf: seq };
  }

  /** Adds an event and answers its number. `bodyOf` is the event that holds the body, if it is another. */
  addEvent(
    event: {
      receivedAt: number;
      at: number;
      identity?: string;
      episode?: number | undefined;
      decision: string;
      part: number;
      bodyOf?: number | null;
      reason?: string;
      /** The event before it of what it counted for. */
      before?: number | null;
      /** Who did it, where a person did. */
      by?: string;
    },
    callback?: StoredCallback | null,
    tell?: Tell,
  ): number {
    const told = tell && { tell: JSON.stringify(tell) };
    return Number(this.#sql.write("events", { ...event, ...callback, ...told }, " RETURNING seq").one().seq);
  }

  /** Events after `seq` that have something to tell, in order. */
  telling(seq: number): { seq: number; tell: Tell }[] {
    return this.#sql
      .rows<{ seq: number; tell: string }>(
        "SELECT seq, tell FROM events WHERE seq > ? AND tell IS NOT NULL ORDER BY seq",
        seq,
      )
      .map((row) => ({ seq: row.seq, tell: JSON.parse(row.tell) as Tell }));
  }

  tellingRow(seq: number): TellingRow | undefined {
    const [row] = this.#sql.rows<Omit<TellingRow, "tell"> & { tell: string }>(
      "SELECT seq, identity, episode, tell FROM events WHERE seq = ? AND tell IS NOT NULL",
      seq,
    );
    return row && { ...row, tell: JSON.parse(row.tell) as Tell };
  }

  heirlooms(): { number: number; destination: string }[] {
    return this.#sql.rows("SELECT number, destination FROM heirlooms ORDER BY number");
  }

  heirloom(number: number): HeirloomRow | undefined {
    return this.#sql.rows<HeirloomRow>("SELECT * FROM heirlooms WHERE number = ?", number)[0];
  }

  dropHeirlooms(numbers: readonly number[]): void {
    for (const number of numbers) this.#sql.run("DELETE FROM heirlooms WHERE number = ?", number);
  }

  event(seq: number): EventRow | undefined {
    const [row] = this.#sql.rows<Omit<EventRow, "callback"> & StoredCallback>(
      "SELECT event.received_at, event.at, event.part, source.body, source.content_type, source.parameters " +
        "FROM events AS event JOIN events AS source ON source.seq = coalesce(event.body_of, event.seq) " +
        "WHERE event.seq = ? AND source.body IS NOT NULL",
      seq,
    );
    if (!row) return undefined;
    const { receivedAt, at, part, ...callback } = row;
    return { receivedAt, at, part, callback };
  }

  quarantine(entry: {
    receivedAt: number;
    reason: string;
    contentType: string | null;
    bytes: number;
    body: string;
  }): void {
    this.#sql.write("quarantine", entry);
    this.#sql.run("DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - 200");
  }

  /** When the newest event arrived. */
  latestEventAt(): number | undefined {
    return this.newest(1)[0]?.receivedAt;
  }

  /** The newest events. */
  newest(
    most: number,
  ): { seq: number; receivedAt: number; at: number; decision: string; reason: string | null }[] {
    return this.#sql.rows(
      "SELECT seq, received_at, at, decision, reason FROM events ORDER BY seq DESC LIMIT ?",
      most,
    );
  }

  /** The newest open incidents, and how many there are. */
  openTracks(most: number) {
    return {
      count: this.#count("tracks WHERE open = 1"),
      list: this.#sql.rows<OpenRow>(
        "SELECT tracks.*, stage, name, until, key, of FROM tracks LEFT JOIN holds USING (identity, episode) " +
          "WHERE open = 1 ORDER BY opened_at DESC LIMIT ?",
        most,
      ),
    };
  }

  /** How many incidents are open, and bodies are in quarantine. */
  counts(): { open: number; quarantined: number } {
    return { open: this.#count("tracks WHERE open = 1"), quarantined: this.#count("quarantine") };
  }

  quarantined(most: number) {
    return {
      count: this.#count("quarantine"),
      list: this.#sql.rows<QuarantineRow>(
        "SELECT received_at, reason, content_type, bytes, body FROM quarantine ORDER BY seq DESC LIMIT ?",
        most,
      ),
    };
  }

  #count(what: string): number {
    return this.#sql.rows<{ n: number }>(`SELECT count(*) AS n FROM ${what}`)[0]?.n ?? 0;
  }

  note(name: string, value: number | string): void {
    this.#sql.write("notes", { name, value });
  }

  noted(name: string): number | string | null {
    const [note] = this.#sql.rows<{ value: number | string }>("SELECT value FROM notes WHERE name = ?", name);
    return note?.value ?? null;
  }

  /**
   * Drops what has outlived its use, and answers the first event of those that are kept for their age. `handed`: the
   * last event that needs no handing over any more. See `tables.ts` for the lifetimes.
   */
  forget(now: number, handed: number): number {
    const days = (count: number) => now - count * 24 * 60 * 60 * 1000;
    this.#sql.run("DELETE FROM quarantine WHERE received_at < ?", days(30));
    this.#sql.run(`DELETE FROM tracks WHERE open = 0 AND ${IS_ONE_OFF} AND last_at < ?`, days(30));
    const [first] = this.#sql.rows<{ seq: number }>(
      "SELECT seq FROM events WHERE received_at >= ? OR seq = (SELECT max(seq) FROM events) ORDER BY seq LIMIT 1",
      days(30),
    );
    this.#sql.run(
      "DELETE FROM events WHERE seq < ?1 AND seq <= ?2 AND seq NOT IN (" +
        "SELECT opened_event FROM tracks WHERE open = 1 UNION SELECT event FROM holds UNION SELECT event FROM heirlooms WHERE event IS NOT NULL UNION " +
        "SELECT held_event FROM tracks WHERE held_event IS NOT NULL UNION " +
        "SELECT body_of FROM events WHERE body_of IS NOT NULL AND (seq >= ?1 OR seq IN (SELECT opened_event FROM tracks WHERE open = 1) OR seq IN (SELECT event FROM holds)))",
      first?.seq ?? 0,
      handed,
    );
    return first?.seq ?? 0;
  }
}

function trackColumns(track: StoredTrack): Columns {
  return { ...track, open: Number(track.open), destinations: track.destinations.join(",") };
}
