import type { Cloud } from "../platform/cloud.ts";
import type { SimulatedObject } from "../platform/object.ts";
import type { Scenario } from "../world/scenario.ts";
import type { Outcome } from "../world/sender.ts";
import type { Sent } from "../world/vendors/vendor.ts";
import type { World } from "../world/world.ts";

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
  outcomes: Omit<Outcome, "callback">[];
}

/** Stops every object, and writes down what is left. */
export function record(world: World): Recording {
  const { scenario, cloud, vendors, sender, loop } = world;
  for (const object of cloud.objects.values()) object.stop("recorded");
  return {
    scenario,
    at: loop.time - scenario.begin,
    objects: [...cloud.objects.values()].map(dump),
    taken: Object.fromEntries(vendors.map(({ name, taken }) => [name, taken])),
    outcomes: sender.outcomes.map(({ callback: _, ...rest }) => rest),
  };
}

function dump({ kind, name, storage }: SimulatedObject): Recording["objects"][number] {
  const { database, alarm } = storage;
  const parts = database
    .exec("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    .toArray();
  const tables = parts.filter(({ type, name }) => type === "table" && !String(name).startsWith("sqlite_"));
  const rows = tables.map(({ name }) => [String(name), database.exec(`SELECT * FROM "${name}"`).toArray()]);
  const schema = parts
    .filter(({ name }) => !String(name).startsWith("sqlite_"))
    .map(({ sql }) => String(sql));
  return { kind, name, alarm, schema, rows: Object.fromEntries(rows) };
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
