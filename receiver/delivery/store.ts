import { Sql } from "../sql.ts";
import type { DeadRow } from "./dead-letter.ts";
import type { Desk } from "./desk.ts";
import type { Incident } from "./incident.ts";
import type { DeadLetter } from "./letter.ts";
import type { Parcel } from "./parcel.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Newest dead letters that are kept, and how long. */
const MOST_DEAD = 1000;
const DEAD_FOR = 90 * DAY;

/** How long the tries of what is over are kept. */
const PAST_FOR = 30 * DAY;

/** How long an incident is remembered of which nothing was heard: longer than any vendor keeps it open. */
const KNOWN_FOR = 180 * DAY;

/** Newest actions of operators that are kept. */
const MOST_ACTIONS = 200;

/** All columns but the message, which is read only to be sent. */
const INCIDENT =
  "key, source, known, known_level, wants, level, number, at, received_at, opened_at, since, tries, tried_at, " +
  "failed_at, losses, due_at, reason, history, trail, told_at, memory, own, via, passed";
const PARCEL =
  "id, key, source, news, level, number, at, received_at, opened_at, since, tries, tried_at, failed_at, losses, " +
  "due_at, reason, history, trail";

/** All columns but the message. */
const DEAD =
  "seq, at, source, key, kind, level, opened_at, attempts, reason, operator, history, item, access, over, settled";

/** The tables of a destination as typed reads and writes. Decides nothing. */
export class Store {
  readonly #sql: Sql;

  constructor(sql: SqlStorage) {
    this.#sql = new Sql(sql);
  }

  desk(): Desk | undefined {
    const [note] = this.#sql.rows<{ value: string }>("SELECT value FROM notes WHERE name = 'desk'");
    return note && (JSON.parse(note.value) as Desk);
  }

  saveDesk(desk: Desk): void {
    this.#sql.write("notes", { name: "desk", value: JSON.stringify(desk) });
  }

  /** The incidents that have something to tell. */
  waitingIncidents(): Incident[] {
    return this.#sql.rows(`SELECT ${INCIDENT} FROM incidents WHERE wants IS NOT NULL`);
  }

  /** Some of all incidents: always the same ones, while none goes. */
  firstIncidents(most: number): Incident[] {
    return this.#sql.rows(`SELECT ${INCIDENT} FROM incidents ORDER BY key LIMIT ?`, most);
  }

  incident(key: string): Incident | undefined {
    return this.#sql.rows<Incident>(`SELECT ${INCIDENT} FROM incidents WHERE key = ?`, key)[0];
  }

  /** `message` is left out where the one that is stored stays. */
  saveIncident(incident: Incident, message?: string): void {
    const { key, ...columns } = incident;
    if (message === undefined) this.#sql.change("incidents", "key", key, columns);
    else this.#sql.write("incidents", { ...incident, message });
  }

  /** Keeps the tries of what has no row any more. */
  archive(key: string, at: number, trail: string): void {
    this.#sql.write("past", { key, at, trail });
  }

  /** Tries of what was told of an incident and has no row any more, the oldest first. */
  pastOf(key: string): string[] {
    return this.#sql
      .rows<{ trail: string }>("SELECT trail FROM past WHERE key = ? ORDER BY seq", key)
      .map(({ trail }) => trail);
  }

  /** Rows of what is over after one, oldest first. */
  pastAfter(seq: number): { seq: number; trail: string }[] {
    return this.#sql.rows("SELECT seq, trail FROM past WHERE seq > ? ORDER BY seq", seq);
  }

  /** Tries of what still has a row. */
  trails(): string[] {
    const query =
      "SELECT trail FROM incidents WHERE trail IS NOT NULL UNION ALL SELECT trail FROM parcels WHERE trail IS NOT NULL";
    return this.#sql.rows<{ trail: string }>(query).map(({ trail }) => trail);
  }

  /** What is counted of `past`, as JSON. */
  tally(): string | undefined {
    const query = "SELECT value FROM notes WHERE name = 'tally'";
    return this.#sql.rows<{ value: string }>(query)[0]?.value;
  }

  saveTally(value: string): void {
    this.#sql.write("notes", { name: "tally", value });
  }

  dropIncident(key: string): void {
    this.#sql.run("DELETE FROM incidents WHERE key = ?", key);
  }

  /** What a message of an incident is rendered from, as JSON. */
  messageOf(key: string): string | undefined {
    const [row] = this.#sql.rows<{ message: string | null }>(
      "SELECT message FROM incidents WHERE key = ?",
      key,
    );
    return row?.message ?? undefined;
  }

  /** Incidents that are open for people, as far as this destination knows. */
  openIncidents(): number {
    const [row] = this.#sql.rows<{ n: number }>(
      "SELECT count(*) AS n FROM incidents WHERE own IS NULL AND " +
        "(wants IN ('open', 'refresh') OR (wants IS NULL AND known <> 'nothing'))",
    );
    return row?.n ?? 0;
  }

  /** Incidents about which nothing waits, and of which the vendor was told last before `time`. */
  toldBefore(time: number): Incident[] {
    return this.#sql.rows(
      `SELECT ${INCIDENT} FROM incidents WHERE wants IS NULL AND known <> 'nothing' AND told_at <= ?`,
      time,
    );
  }

  /** When the vendor was told of the one that it was told of first; undefined if there is none. */
  firstTold(): number | undefined {
    const [row] = this.#sql.rows<{ at: number | null }>(
      "SELECT min(told_at) AS at FROM incidents WHERE wants IS NULL AND known <> 'nothing'",
    );
    return row?.at ?? undefined;
  }

  parcels(): Parcel[] {
    return this.#sql.rows(`SELECT ${PARCEL} FROM parcels ORDER BY id`);
  }

  addParcel(parcel: Omit<Parcel, "id">, message: string): number {
    return Number(this.#sql.write("parcels", { ...parcel, message }, " RETURNING id").one().id);
  }

  saveParcel({ id, ...columns }: Parcel): void {
    this.#sql.change("parcels", "id", id, columns);
  }

  dropParcel(id: number): void {
    this.#sql.run("DELETE FROM parcels WHERE id = ?", id);
  }

  contentOf(id: number): string | undefined {
    return this.#sql.rows<{ message: string }>("SELECT message FROM parcels WHERE id = ?", id)[0]?.message;
  }

  /** Letters for another destination, in the order of their numbers. */
  addPassing(number: number, destination: string, letter: string): void {
    this.#sql.write("passing", { number, destination, letter });
  }

  passing(destination: string, most: number): { number: number; letter: string }[] {
    return this.#sql.rows(
      "SELECT number, letter FROM passing WHERE destination = ? ORDER BY number LIMIT ?",
      destination,
      most,
    );
  }

  /** Destinations for which letters wait. */
  passingTo(): string[] {
    return this.#sql
      .rows<{ destination: string }>("SELECT DISTINCT destination FROM passing")
      .map(({ destination }) => destination);
  }

  dropPassing(destination: string, upTo: number): void {
    this.#sql.run("DELETE FROM passing WHERE destination = ? AND number <= ?", destination, upTo);
  }

  bury(letter: Omit<DeadRow, "seq" | "over"> & { over?: number }, message: string | undefined): void {
    const row = { ...letter, operator: Number(letter.operator), message: message ?? null };
    this.#sql.write("dead_letters", row);
  }

  deadLetter(seq: number): DeadRow | undefined {
    return this.#dead("WHERE seq = ?", seq)[0];
  }

  /** Those that died from one time to another and that nothing was done about yet, the oldest first. */
  deadBetween({ from, to }: { from: number | null; to: number | null }): DeadRow[] {
    const where = "WHERE settled IS NULL AND at >= ? AND at <= ? ORDER BY seq";
    return this.#dead(where, from ?? 0, to ?? Number.MAX_SAFE_INTEGER);
  }

  /** Those of one incident that nothing was done about yet. */
  deadOf(key: string): DeadRow[] {
    return this.#dead("WHERE key = ? AND settled IS NULL ORDER BY seq LIMIT 20", key);
  }

  /** Those whose access was refused, if it is another one now, the oldest first. */
  deadForOther(access: string): DeadRow[] {
    return this.#dead("WHERE settled IS NULL AND operator = 1 AND access <> ? ORDER BY seq", access);
  }

  /** The newest ones below a number. */
  deadBelow(seq: number, most: number): DeadRow[] {
    return this.#dead("WHERE seq < ? ORDER BY seq DESC LIMIT ?", seq, most);
  }

  /** The oldest ones. */
  firstDead(most: number): DeadRow[] {
    return this.#dead("WHERE seq > ? ORDER BY seq LIMIT ?", 0, most);
  }

  dropDead(seq: number): void {
    this.#sql.run("DELETE FROM dead_letters WHERE seq = ?", seq);
  }

  /** How many there are that nothing was done about yet. */
  deadCount(): number {
    const query = "SELECT count(*) AS n FROM dead_letters WHERE settled IS NULL";
    return this.#sql.rows<{ n: number }>(query)[0]?.n ?? 0;
  }

  /** What a dead letter is rendered from, as JSON. */
  deadMessage(seq: number): string | undefined {
    const query = "SELECT message FROM dead_letters WHERE seq = ?";
    return this.#sql.rows<{ message: string | null }>(query, seq)[0]?.message ?? undefined;
  }

  settleDead(seq: number, settled: string): void {
    this.#sql.change("dead_letters", "seq", seq, { settled });
  }

  /** What died of an incident is over. */
  endDead(key: string): void {
    this.#sql.run(
      "UPDATE dead_letters SET over = 1 WHERE key = ? AND settled IS NULL AND kind <> 'resolved'",
      key,
    );
  }

  #dead(where: string, ...values: number[] | string[]): DeadRow[] {
    return this.#sql
      .rows<Omit<DeadRow, "operator"> & { operator: number }>(
        `SELECT ${DEAD} FROM dead_letters ${where}`,
        ...values,
      )
      .map((row) => ({ ...row, operator: row.operator === 1 }));
  }

  addAction(at: number, action: string): void {
    this.#sql.write("actions", { at, action });
  }

  /** What operators did last, newest first. */
  actions(most: number): { at: number; action: string }[] {
    return this.#sql.rows("SELECT at, action FROM actions ORDER BY seq DESC LIMIT ?", most);
  }

  /** The newest dead letters of a source, and how many there are. */
  deadLetters(source: string, most: number): { count: number; list: DeadLetter[] } {
    const [row] = this.#sql.rows<{ n: number }>(
      "SELECT count(*) AS n FROM dead_letters WHERE source = ? AND settled IS NULL",
      source,
    );
    const list = this.#sql.rows<Omit<DeadLetter, "operator"> & { operator: number }>(
      "SELECT at, key, kind, level, opened_at, attempts, reason, operator FROM dead_letters " +
        "WHERE source = ? AND settled IS NULL ORDER BY seq DESC LIMIT ?",
      source,
      most,
    );
    return {
      count: row?.n ?? 0,
      list: list.map((letter) => ({ ...letter, operator: letter.operator === 1 })),
    };
  }

  /** Drops what has outlived its use. */
  forget(now: number): void {
    this.#sql.run(
      "DELETE FROM incidents WHERE wants IS NULL AND coalesce(told_at, since) < ?",
      now - KNOWN_FOR,
    );
    const [kept] = this.#sql.rows<{ seq: number }>(
      "SELECT seq FROM past WHERE at >= ? ORDER BY seq LIMIT 1",
      now - PAST_FOR,
    );
    this.#sql.run("DELETE FROM past WHERE seq < ?", kept?.seq ?? Number.MAX_SAFE_INTEGER);
    this.#sql.run("DELETE FROM dead_letters WHERE at < ?", now - DEAD_FOR);
    this.#sql.run("DELETE FROM dead_letters WHERE seq <= (SELECT max(seq) FROM dead_letters) - ?", MOST_DEAD);
    this.#sql.run("DELETE FROM actions WHERE seq <= (SELECT max(seq) FROM actions) - ?", MOST_ACTIONS);
  }
}
