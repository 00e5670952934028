import { judge } from "../judge/index.ts";
import type { Violation } from "../judge/invariant.ts";
import { isIdle } from "../judge/records.ts";
import type { Cloud } from "../platform/cloud.ts";
import type { Receiver } from "../platform/load.ts";
import { Sql } from "../platform/sql.ts";
import { watch } from "../run.ts";
import type { Recording } from "../upgrade/recording.ts";
import { type Note, World } from "../world/world.ts";
import { FIRST_AT, LONGEST_STEP, type Past, type Step, scenarioOf } from "./path.ts";

type Row = Record<string, unknown>;

/** Everything at a time at which nothing waits and no object is in memory: what the next step goes on from. */
export interface Rest extends Pick<Recording, "taken" | "outcomes"> {
  /** How it came about. */
  past: Past[];
  /** Milliseconds since the run began. */
  at: number;
  objects: { kind: string; name: string; alarm: number | null; rows: Record<string, Row[]> }[];
  /** Stops so far, for whoever judges what they may have led to. */
  stops: Note[];
}

/** What became of a step. */
export interface Played {
  world: World;
  violations: Violation[];
  /** How often something happened in each object since, and how many requests each vendor got. */
  steps: Map<string, number>;
  requests: Map<string, number>;
}

/** How often it is looked whether everything is at rest, in milliseconds. */
const LOOK_EVERY = 40_000;

/** Plays steps, one after another, on the same databases. */
export class Stage {
  readonly #receiver: Receiver;
  readonly #databases = new Map<string, Sql>();
  readonly #tables = new Map<string, string[]>();

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  readonly #database = (object: string): Sql => {
    const known = this.#databases.get(object);
    if (known) return known;
    const fresh = new Sql();
    this.#databases.set(object, fresh);
    return fresh;
  };

  /** Where every run begins: all is deployed, and nothing has happened. */
  async begin(): Promise<Rest> {
    const world = new World(scenarioOf([]), this.#receiver, 0, this.#database);
    world.start();
    void world.cloud.scheduled("");
    await world.loop.run(world.scenario.begin + FIRST_AT);
    return this.restOf(world, []);
  }

  /** Plays what follows from a callback until everything is at rest again, and judges it. */
  async play(rest: Rest, step: Step): Promise<Played> {
    const next: Past = { ...step, at: rest.at };
    const world = new World(scenarioOf(rest.past, next), this.#receiver, rest.at, this.#database);
    watch(world);
    world.notes.push(...rest.stops);
    await world.resume(rest, (cloud) => this.#restore(rest, cloud));
    const { loop, sender, cloud } = world;
    const end = loop.time + LONGEST_STEP;
    do await loop.run(loop.time + LOOK_EVERY);
    while (loop.time < end && (sender.underWay > 0 || !isIdle(world)));
    const steps = new Map([...cloud.objects].map(([name, object]) => [name, cloud.stepsOf(object)]));
    const requests = new Map(world.vendors.map(({ name, leftAt }) => [name, leftAt.length]));
    return { world, violations: judge(world), steps, requests };
  }

  /** What the next step goes on from. */
  restOf({ cloud, loop, scenario, vendors, sender, notes }: World, past: Past[]): Rest {
    const objects = [...cloud.objects.values()].map(({ kind, name, storage }) => {
      const rows = this.#tablesOf(`${kind} ${name}`).map(
        (table) => [table, storage.database.exec(`SELECT * FROM ${table}`).toArray()] as const,
      );
      return { kind, name, alarm: storage.alarm, rows: Object.fromEntries(rows) };
    });
    return {
      ...{ past, objects, at: loop.time - scenario.begin },
      taken: Object.fromEntries(vendors.map(({ name, taken }) => [name, [...taken]])),
      outcomes: sender.outcomes.map(({ callback, ...outcome }) => ({ ...outcome, serial: callback.serial })),
      stops: notes.filter(({ what }) => what === "stops: killed"),
    };
  }

  #tablesOf(object: string): string[] {
    const known = this.#tables.get(object);
    if (known) return known;
    const query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    const tables = this.#database(object)
      .exec(query)
      .toArray()
      .map(({ name }) => String(name));
    this.#tables.set(object, tables);
    return tables;
  }

  #restore({ objects }: Rest, cloud: Cloud): void {
    for (const { kind, name, alarm, rows } of objects) {
      const { storage } = cloud.object(kind, name);
      const { database } = storage;
      for (const table of this.#tablesOf(`${kind} ${name}`)) {
        database.exec(`DELETE FROM ${table}`);
        for (const row of rows[table] ?? []) {
          const names = Object.keys(row);
          const values = names.map(() => "?");
          database.exec(`INSERT INTO ${table} (${names}) VALUES (${values})`, ...Object.values(row));
        }
      }
      storage.restoreAlarm(alarm);
    }
  }
}
