import type { Track } from "./decide.ts";
import type { Lane } from "./lane.ts";
import type { Callback, EventRow, NewRow, Origin, OutboxRow } from "./rows.ts";

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
}

type Columns = Record<string, SqlStorageValue>;

/** `openedAt` as `opened_at`, as columns are called, and back. */
const snake = (name: string) => name.replace(/[A-Z]/g, (char) => `_${char.toLowerCase()}`);
const camel = (column: string) => column.replace(/_(.)/g, (_, char: string) => char.toUpperCase());

/** A row under the names that its columns have in the program. */
export function fromColumns<Row>(columns: Columns): Row {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [camel(name), value])) as Row;
}

/** The ledger's tables as typed reads and writes. Decides nothing. */
export class Store {
  readonly #sql: SqlStorage;

  /** Text of the statement that writes to a table, by its columns. */
  readonly #writing: Record<string, string> = {};

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The rows that a query answers, under the names that their columns have in the program. */
  #rows<Row>(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql
      .exec(query, ...values)
      .toArray()
      .map(fromColumns<Row>);
  }

  /** Writes a row, in place of one that has the same key. */
  #write(table: string, row: Columns, then = ""): SqlStorageCursor<Columns> {
    const names = Object.keys(row);
    const written = `${table} ${names}`;
    this.#writing[written] ??=
      `INSERT OR REPLACE INTO ${table} (${names.map(snake)}) VALUES (${names.map(() => "?")})${then}`;
    return this.#sql.exec(this.#writing[written], ...Object.values(row));
  }

  track(identity: string): StoredTrack | undefined {
    const [track] = this.#rows<
      Omit<StoredTrack, "open" | "destinations"> & { open: number; destinations: string }
    >("SELECT * FROM tracks WHERE identity = ?", identity);
    if (!track) return undefined;
    const { open, destinations } = track;
    return { ...track, open: open === 1, destinations: destinations.split(",").filter(Boolean) };
  }

  saveTrack(identity: string, track: StoredTrack): void {
    this.#write("tracks", {
      identity,
      ...track,
      open: Number(track.open),
      destinations: track.destinations.join(","),
    });
  }

  /** Identity of the open incident with this second name; undefined if there is none, or more than one. */
  openWithAlias(alias: string): string | undefined {
    const [only, another] = this.#rows<{ identity: string }>(
      "SELECT identity FROM tracks WHERE open = 1 AND alias = ? LIMIT 2",
      alias,
    );
    return another ? undefined : only?.identity;
  }

  /** The same rule and resource in every region, and without one; see `identityAnywhere`. */
  inRegions(anywhere: string): { identity: string; open: number }[] {
    return this.#rows(
      "SELECT identity, open FROM tracks WHERE identity = ?1 OR (identity >= ?1 || '@' AND identity < ?1 || 'A') LIMIT 50",
      anywhere,
    );
  }

  /** Open incidents with the time at which they are resolved if nothing else does it, the first ones first. */
  closing(): { identity: string; closesAt: number }[] {
    return this.#rows(
      "SELECT identity, closes_at FROM tracks WHERE open = 1 AND closes_at IS NOT NULL ORDER BY closes_at LIMIT 100",
    );
  }

  /** Where a new event has to look for the alert of this one. */
  origin(seq: number): Origin {
    const [origin] = this.#rows<Origin>(
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
    },
    callback?: Callback | null,
  ): number {
    return Number(this.#write("events", { ...event, ...callback }, " RETURNING seq").one().seq);
  }

  event(seq: number): EventRow | undefined {
    const [row] = this.#rows<Omit<EventRow, "callback"> & Callback>(
      "SELECT event.received_at, event.at, event.part, source.body, source.content_type, source.parameters " +
        "FROM events AS event JOIN events AS source ON source.seq = coalesce(event.body_of, event.seq) " +
        "WHERE event.seq = ? AND source.body IS NOT NULL",
      seq,
    );
    if (!row) return undefined;
    const { receivedAt, at, part, ...callback } = row;
    return { receivedAt, at, part, callback };
  }

  /** Queues a message behind those of its incident that wait for the same destination. True if it is due at once. */
  enqueue(row: NewRow, now: number): boolean {
    const [older] = this.#rows(
      "SELECT 1 FROM outbox WHERE destination = ? AND identity = ? LIMIT 1",
      row.destination,
      row.identity,
    );
    this.#write("outbox", { ...row, dueAt: older ? null : now });
    return !older;
  }

  /** Up to `most` messages of a destination that are due, the longest due first. */
  due(destination: string, now: number, most: number): OutboxRow[] {
    return this.#rows(
      "SELECT * FROM outbox WHERE destination = ? AND due_at <= ? ORDER BY due_at, seq LIMIT ?",
      destination,
      now,
      most,
    );
  }

  /** Destinations that have anything to deliver, with the time at which the first of it is due. */
  waiting(): { destination: string; dueAt: number }[] {
    return this.#rows(
      "SELECT destination, min(due_at) AS due_at FROM outbox WHERE due_at IS NOT NULL GROUP BY destination",
    );
  }

  postpone(seq: number, attempts: number, dueAt: number, reason: string): void {
    this.#sql.exec(
      "UPDATE outbox SET attempts = ?, due_at = ?, last_reason = ? WHERE seq = ?",
      attempts,
      Math.ceil(dueAt),
      reason,
      seq,
    );
  }

  /** Takes a message out of the outbox and makes the next one of its incident due. */
  finish(row: OutboxRow, now: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE seq = ?", row.seq);
    this.#sql.exec(
      "UPDATE outbox SET due_at = ? WHERE seq = " +
        "(SELECT seq FROM outbox WHERE destination = ? AND identity = ? ORDER BY seq LIMIT 1)",
      now,
      row.destination,
      row.identity,
    );
  }

  /** Remembers that the destination knows of the incident, what it was told last, and what that asked to remember. */
  markReached(row: OutboxRow, now: number, memory: string | undefined): void {
    const { destination, identity, episode, kind } = row;
    const remembered = memory ?? this.reached(row)?.memory ?? null;
    this.#write("reached", { destination, identity, episode, kind, at: now, memory: remembered });
  }

  /** What the destination knows of the incident, or undefined if it never learned of it. */
  reached(row: OutboxRow): { memory: string | null } | undefined {
    const [known] = this.#rows<{ memory: string | null }>(
      "SELECT memory FROM reached WHERE destination = ? AND identity = ? AND episode = ?",
      row.destination,
      row.identity,
      row.episode,
    );
    return known;
  }

  /** Open incidents that the destination was told of before `time` and hears nothing about now. */
  unmentioned(destination: string, time: number): NewRow[] {
    return this.#rows(
      "SELECT destination, identity, reached.episode, opened_event AS event, 'refreshed' AS kind, level, opened_at " +
        "FROM reached JOIN tracks USING (identity, episode) " +
        "WHERE open = 1 AND destination = ?1 AND reached.at < ?2 " +
        "AND identity NOT IN (SELECT identity FROM outbox WHERE destination = ?1)",
      destination,
      time,
    );
  }

  bury(row: OutboxRow, at: number, reason: string, operator: boolean): void {
    const { seq: _, dueAt: __, lastReason: ___, attempts, ...message } = row;
    this.#write("dead_letters", {
      ...message,
      at,
      attempts: attempts + 1,
      reason,
      operator: Number(operator),
    });
  }

  quarantine(entry: {
    receivedAt: number;
    reason: string;
    contentType: string | null;
    bytes: number;
    body: string;
  }): void {
    this.#write("quarantine", entry);
    this.#sql.exec("DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - 200");
  }

  lanes(): Map<string, Lane> {
    const rows = this.#rows<Lane & { destination: string }>("SELECT * FROM lanes");
    return new Map(rows.map(({ destination, ...lane }) => [destination, lane]));
  }

  saveLane(destination: string, lane: Lane): void {
    const { refilledAt, pausedUntil } = lane;
    this.#write("lanes", {
      destination,
      ...lane,
      refilledAt: Math.round(refilledAt),
      pausedUntil: Math.round(pausedUntil),
    });
  }

  note(name: string, value: number | string): void {
    this.#write("notes", { name, value });
  }

  noted(name: string): number | string | null {
    const [note] = this.#rows<{ value: number | string }>("SELECT value FROM notes WHERE name = ?", name);
    return note?.value ?? null;
  }

  /** Drops what has outlived its use. See `tables.ts` for the lifetimes. */
  forget(now: number): void {
    const days = (count: number) => now - count * 24 * 60 * 60 * 1000;
    this.#sql.exec("DELETE FROM quarantine WHERE received_at < ?", days(30));
    this.#sql.exec("DELETE FROM dead_letters WHERE at < ?", days(90));
    this.#sql.exec("DELETE FROM reached WHERE kind = 'resolved' AND at < ?", days(30));
    this.#sql.exec(
      "DELETE FROM events WHERE received_at < ? AND seq NOT IN (" +
        "SELECT event FROM outbox UNION SELECT event FROM dead_letters UNION " +
        "SELECT opened_event FROM tracks WHERE open = 1 UNION " +
        "SELECT body_of FROM events WHERE body_of IS NOT NULL UNION SELECT max(seq) FROM events)",
      days(30),
    );
  }
}
