import type { Cloud } from "../platform/cloud.ts";
import { NUMBERED, regionOf } from "../world/body.ts";
import type { Scenario } from "../world/scenario.ts";
import type { Outcome } from "../world/sender.ts";
import type { Sent } from "../world/vendors/vendor.ts";

type Row = Record<string, unknown>;

/**
 * A run that was stopped in the middle, with what its objects had on disk, what its vendors had taken, and
 * how far CloudMonitor was: what a later version of the receiver finds when it is deployed.
 */
export interface Recording {
  scenario: Scenario;
  /** When it was stopped, in milliseconds since it began. */
  at: number;
  objects: {
    kind: string;
    name: string;
    alarm: number | null;
    schema: string[];
    rows: Record<string, Row[]>;
  }[];
  /** Requests that each vendor had taken. */
  taken: Record<string, (Sent & { at: number })[]>;
  /** How far CloudMonitor was with each planned callback. */
  outcomes: (Omit<Outcome, "callback"> & { serial: number })[];
}

/** Gives objects what they had on disk. */
export function restore({ objects }: Recording, cloud: Cloud): void {
  for (const { kind, name, alarm, schema, rows } of objects) {
    const { storage } = cloud.object(kind, name);
    for (const statement of schema) storage.database.exec(statement);
    for (const [table, all] of Object.entries(rows)) {
      for (const each of all) {
        const names = Object.keys(each);
        const values = names.map(() => "?");
        const row = names.map((name) => (name === "body" ? numbered(each[name]) : each[name]));
        storage.database.exec(`INSERT INTO "${table}" (${names}) VALUES (${values})`, ...row);
      }
    }
    storage.restoreAlarm(alarm);
  }
}

/** A body of that time, with its number where messages of today show it. */
function numbered(body: unknown): unknown {
  if (typeof body !== "string") return body;
  const number = NUMBERED.exec(body)?.[1];
  if (number === undefined) return body;
  const fields = new URLSearchParams(body);
  for (const [name, value] of Object.entries(regionOf(Number(number)))) fields.set(name, value);
  return fields.toString();
}
