import type { AlertState } from "../alert.ts";
import type { MessageKind } from "../destinations/destination.ts";
import type { Level } from "../level.ts";
import type { Track } from "./decide.ts";
import type { Lane } from "./lane.ts";

/** A track with what only the ledger itself needs to know about it. */
export interface StoredTrack extends Track {
  /** Event of a recovery that is held. */
  heldEvent: number | null;
  /** Event that opened the newest incident. */
  openedEvent: number;
  /** Destinations that were told of the newest incident: its recovery goes to exactly these. */
  destinations: string[];
}

/** A message that waits to be delivered. */
export interface OutboxRow {
  seq: number;
  destination: string;
  identity: string;
  episode: number;
  event: number;
  kind: MessageKind;
  level: Level;
  openedAt: number;
  attempts: number;
}

/** A callback as it came. */
export interface Callback {
  body: string;
  contentType: string | null;
  /** `rule=` of the callback URL. */
  rule: string | null;
}

/** One alert among those of a callback. */
export interface EventRow {
  receivedAt: number;
  at: number;
  callback: Callback;
  /** Which of the callback's alerts, from 0. */
  part: number;
}

type TrackColumns = {
  episode: number;
  open: number;
  level: string;
  opened_at: number;
  closed_at: number | null;
  held_at: number | null;
  held_event: number | null;
  last_at: number;
  last_state: string;
  last_level: string | null;
  vendor_episode: string | null;
  destinations: string;
  opened_event: number;
};

type EventColumns = {
  received_at: number;
  at: number;
  part: number;
  body: string;
  content_type: string | null;
  rule: string | null;
};

type OutboxColumns = Omit<OutboxRow, "openedAt"> & { opened_at: number };

/** The ledger's tables as typed reads and writes. Decides nothing. */
export class Store {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  track(identity: string): StoredTrack | undefined {
    const row = this.#sql
      .exec<TrackColumns>("SELECT * FROM tracks WHERE identity = ?", identity)
      .toArray()[0];
    return row && fromColumns(row);
  }

  saveTrack(identity: string, track: StoredTrack): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO tracks (identity, episode, open, level, opened_at, closed_at, held_at, held_event,
         last_at, last_state, last_level, vendor_episode, destinations, opened_event)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      identity,
      track.episode,
      Number(track.open),
      track.level,
      track.openedAt,
      track.closedAt,
      track.heldAt,
      track.heldEvent,
      track.lastAt,
      track.lastState,
      track.lastLevel,
      track.vendorEpisode,
      track.destinations.join(","),
      track.openedEvent,
    );
  }

  /** Adds an event and answers its number. `bodyOf` is the event that holds the body, if it is another. */
  addEvent(event: {
    receivedAt: number;
    at: number;
    identity: string | null;
    episode: number | null;
    decision: string;
    part: number;
    bodyOf: number | null;
    callback: Callback | null;
  }): number {
    return this.#sql
      .exec<{ seq: number }>(
        `INSERT INTO events (received_at, at, identity, episode, decision, part, body_of, body, content_type, rule)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
        event.receivedAt,
        event.at,
        event.identity,
        event.episode,
        event.decision,
        event.part,
        event.bodyOf,
        event.callback?.body ?? null,
        event.callback?.contentType ?? null,
        event.callback?.rule ?? null,
      )
      .one().seq;
  }

  event(seq: number): EventRow | undefined {
    const row = this.#sql
      .exec<EventColumns>(
        `SELECT event.received_at, event.at, event.part, source.body, source.content_type, source.rule
         FROM events AS event JOIN events AS source ON source.seq = coalesce(event.body_of, event.seq)
         WHERE event.seq = ? AND source.body IS NOT NULL`,
        seq,
      )
      .toArray()[0];
    return (
      row && {
        receivedAt: row.received_at,
        at: row.at,
        part: row.part,
        callback: { body: row.body, contentType: row.content_type, rule: row.rule },
      }
    );
  }

  /** Queues a message behind those of its incident that wait for the same destination. True if it is due at once. */
  enqueue(row: Omit<OutboxRow, "seq" | "attempts">, now: number): boolean {
    const waits = this.#sql
      .exec(
        "SELECT 1 FROM outbox WHERE destination = ? AND identity = ? LIMIT 1",
        row.destination,
        row.identity,
      )
      .toArray().length;
    this.#sql.exec(
      `INSERT INTO outbox (destination, identity, episode, event, kind, level, opened_at, due_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      row.destination,
      row.identity,
      row.episode,
      row.event,
      row.kind,
      row.level,
      row.openedAt,
      waits ? null : now,
    );
    return waits === 0;
  }

  /** Up to `most` messages of a destination that are due, the longest due first. */
  due(destination: string, now: number, most: number): OutboxRow[] {
    return this.#sql
      .exec<OutboxColumns>(
        `SELECT seq, destination, identity, episode, event, kind, level, opened_at, attempts FROM outbox
         WHERE destination = ? AND due_at <= ? ORDER BY due_at, seq LIMIT ?`,
        destination,
        now,
        most,
      )
      .toArray()
      .map(({ opened_at, ...row }) => ({ ...row, openedAt: opened_at }));
  }

  /** Destinations that have anything to deliver, with the time at which the first of it is due. */
  waiting(): { destination: string; dueAt: number }[] {
    return this.#sql
      .exec<{ destination: string; due_at: number }>(
        "SELECT destination, min(due_at) AS due_at FROM outbox WHERE due_at IS NOT NULL GROUP BY destination",
      )
      .toArray()
      .map((row) => ({ destination: row.destination, dueAt: row.due_at }));
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
      `UPDATE outbox SET due_at = ? WHERE seq =
         (SELECT seq FROM outbox WHERE destination = ? AND identity = ? ORDER BY seq LIMIT 1)`,
      now,
      row.destination,
      row.identity,
    );
  }

  /** Remembers that the destination knows of the incident, and what it was told last. */
  markReached(row: OutboxRow, now: number): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO reached (destination, identity, episode, kind, at) VALUES (?, ?, ?, ?, ?)",
      row.destination,
      row.identity,
      row.episode,
      row.kind,
      now,
    );
  }

  hasReached(row: OutboxRow): boolean {
    return (
      this.#sql
        .exec(
          "SELECT 1 FROM reached WHERE destination = ? AND identity = ? AND episode = ?",
          row.destination,
          row.identity,
          row.episode,
        )
        .toArray().length > 0
    );
  }

  bury(row: OutboxRow, at: number, reason: string, operator: boolean): void {
    this.#sql.exec(
      `INSERT INTO dead_letters (at, destination, identity, episode, event, kind, level, opened_at, attempts, reason, operator)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      at,
      row.destination,
      row.identity,
      row.episode,
      row.event,
      row.kind,
      row.level,
      row.openedAt,
      row.attempts + 1,
      reason,
      Number(operator),
    );
  }

  quarantine(entry: {
    receivedAt: number;
    reason: string;
    contentType: string | null;
    bytes: number;
    body: string;
  }): void {
    this.#sql.exec(
      "INSERT INTO quarantine (received_at, reason, content_type, bytes, body) VALUES (?, ?, ?, ?, ?)",
      entry.receivedAt,
      entry.reason,
      entry.contentType,
      entry.bytes,
      entry.body,
    );
    this.#sql.exec("DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - 200");
  }

  lanes(): Map<string, Lane> {
    const rows = this.#sql.exec<{
      destination: string;
      tokens: number;
      refilled_at: number;
      paused_until: number;
      failures: number;
      stopped_access: string | null;
    }>("SELECT * FROM lanes");
    return new Map(
      rows.toArray().map((row) => [
        row.destination,
        {
          tokens: row.tokens,
          refilledAt: row.refilled_at,
          pausedUntil: row.paused_until,
          failures: row.failures,
          stoppedAccess: row.stopped_access,
        },
      ]),
    );
  }

  saveLane(destination: string, lane: Lane): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO lanes (destination, tokens, refilled_at, paused_until, failures, stopped_access)
       VALUES (?, ?, ?, ?, ?, ?)`,
      destination,
      lane.tokens,
      Math.round(lane.refilledAt),
      Math.round(lane.pausedUntil),
      lane.failures,
      lane.stoppedAccess,
    );
  }

  note(name: string, value: number | string): void {
    this.#sql.exec("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", name, value);
  }

  noted(name: string): number | string | null {
    return (
      this.#sql.exec<{ value: number | string }>("SELECT value FROM notes WHERE name = ?", name).toArray()[0]
        ?.value ?? null
    );
  }

  /** Drops what has outlived its use. See `tables.ts` for the lifetimes. */
  forget(now: number): void {
    const days = (count: number) => now - count * 24 * 60 * 60 * 1000;
    this.#sql.exec("DELETE FROM quarantine WHERE received_at < ?", days(30));
    this.#sql.exec("DELETE FROM dead_letters WHERE at < ?", days(90));
    this.#sql.exec("DELETE FROM reached WHERE kind = 'resolved' AND at < ?", days(30));
    this.#sql.exec(
      `DELETE FROM events WHERE received_at < ?
         AND seq NOT IN (SELECT event FROM outbox UNION SELECT event FROM dead_letters)
         AND seq NOT IN (SELECT opened_event FROM tracks WHERE open = 1)
         AND seq NOT IN (SELECT body_of FROM events WHERE body_of IS NOT NULL)
         AND seq < (SELECT max(seq) FROM events)`,
      days(30),
    );
  }
}

function fromColumns(row: TrackColumns): StoredTrack {
  return {
    episode: row.episode,
    open: row.open === 1,
    level: row.level as Level,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    heldAt: row.held_at,
    heldEvent: row.held_event,
    lastAt: row.last_at,
    lastState: row.last_state as AlertState,
    lastLevel: row.last_level as Level | null,
    vendorEpisode: row.vendor_episode,
    destinations: row.destinations === "" ? [] : row.destinations.split(","),
    openedEvent: row.opened_event,
  };
}
