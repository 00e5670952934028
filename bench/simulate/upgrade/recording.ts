import type { Cloud } from "../platform/cloud.ts";
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
    for (const [table, each] of Object.entries(rows)) {
      for (const row of each) {
        const names = Object.keys(row);
        const values = names.map(() => "?");
        storage.database.exec(`INSERT INTO "${table}" (${names}) VALUES (${values})`, ...Object.values(row));
      }
    }
    storage.restoreAlarm(alarm);
  }
}
