import { createHash } from "node:crypto";
import { judge } from "../judge/index.ts";
import type { Receiver } from "../platform/load.ts";
import type { SimulatedObject } from "../platform/object.ts";
import { run } from "../run.ts";
import type { World } from "../world/world.ts";
import { BAD_ANSWERS, type Bounds, type Path, scenarioOf, VENDORS } from "./path.ts";

export interface Explored {
  /** Runs that were played, and states that were new. */
  runs: number;
  states: number;
  /** Whether nothing new was left to reach. */
  isComplete: boolean;
  violations: { path: Path; invariant: string; what: string }[];
}

/**
 * Plays every order of the callbacks, with every place of a stop and of bad answers among them. What leads to
 * a state that was reached before is not followed further: the databases of all objects, what the vendors have
 * taken, and what is still to come say everything that follows.
 */
export async function explore(
  bounds: Bounds,
  receiver: Receiver,
  isOver: () => boolean,
  progress: (explored: Explored) => void,
): Promise<Explored> {
  const explored: Explored = { runs: 0, states: 0, isComplete: false, violations: [] };
  const seen = new Set<string>();
  const queue: Path[] = [{ order: [], bad: [] }];
  const play = async (path: Path) => {
    const counts = new Map<string, number>();
    explored.runs++;
    const world = await run(scenarioOf(path), receiver, []);
    for (const { invariant, what } of judge(world)) explored.violations.push({ path, invariant, what });
    const state = stateOf(world);
    for (const object of world.cloud.objects.values()) {
      counts.set(`${object}`, world.cloud.stepsOf(object));
      object.storage.database.close();
    }
    const key = `${state} ${[...path.order].sort()} ${path.stop !== undefined} ${path.bad.length}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return { isNew, counts };
  };
  const stepsBefore = new Map<Path, Map<string, number>>();
  for (let path = queue.shift(); path; path = queue.shift()) {
    const before = stepsBefore.get(path);
    stepsBefore.delete(path);
    for (let callback = 0; callback < bounds.callbacks; callback++) {
      if (path.order.includes(callback)) continue;
      for (const next of withBad(path, callback, bounds)) {
        const plain = await play(next);
        if (plain.isNew) follow(next, plain.counts);
        if (path.stop !== undefined || bounds.stops === 0) continue;
        for (const [object, steps] of plain.counts) {
          for (let step = (before?.get(object) ?? 0) + 1; step <= steps; step++) {
            if (isOver() || explored.violations.length > 0) return explored;
            const stopped = { ...next, stop: { object, step } };
            const { isNew, counts } = await play(stopped);
            if (isNew) follow(stopped, counts);
          }
        }
      }
      if (isOver() || explored.violations.length > 0) return explored;
      progress(explored);
    }
  }
  return { ...explored, isComplete: true };

  function follow(path: Path, counts: Map<string, number>): void {
    explored.states++;
    if (path.order.length === bounds.callbacks) return;
    stepsBefore.set(path, counts);
    queue.push(path);
  }
}

/** The next callback, with no bad answer to what it leads to, or with one of either vendor. */
function withBad({ order, bad, stop }: Path, callback: number, { badAnswers }: Bounds): Path[] {
  const next: Path = { order: [...order, callback], bad, ...(stop && { stop }) };
  if (bad.length >= badAnswers) return [next];
  const place = order.length;
  return [
    next,
    ...Object.keys(VENDORS).flatMap((vendor) =>
      BAD_ANSWERS.map((what) => ({ ...next, bad: [...bad, { place, vendor, what }] })),
    ),
  ];
}

/** Hash of all that decides what follows. Of times only the order counts. */
function stateOf({ cloud, vendors }: World): string {
  const text = [
    ...[...cloud.objects.values()].map(dumpOf).sort(),
    ...vendors.map(({ incidents }) => JSON.stringify(incidents.list())),
  ].join("\n");
  const times = [...new Set(text.match(TIME))].sort();
  const ranks = new Map(times.map((time, rank) => [time, `time ${rank}`]));
  return createHash("sha256")
    .update(text.replace(TIME, (time) => ranks.get(time) ?? time))
    .digest("base64");
}

const TIME = /\b1[5-9]\d{11}\b/g;

/**
 * The tables of an object, without the record of what is done: events that are handed over and that nothing
 * refers to, and how often something was counted.
 */
function dumpOf({ kind, name, storage }: SimulatedObject): string {
  const rows = (query: string) => JSON.stringify(storage.database.exec(query).toArray());
  const tables = TABLES[kind] ?? [];
  return [kind, name, ...tables.map(rows)].join("\n").replaceAll(COUNTED, "");
}

const COUNTED =
  /"(?:opened_event|held_event|number|seq)":\d+,?|\\"(?:number|taken|passed)\\":(?:\d+|\{[^}]*\}),?/g;

const TABLES: Readonly<Record<string, readonly string[]>> = {
  Ledger: [
    "SELECT * FROM tracks ORDER BY identity",
    "SELECT identity, decision, tell FROM events WHERE tell IS NOT NULL AND seq > (SELECT value FROM notes WHERE name = 'handed') ORDER BY seq",
    "SELECT * FROM events WHERE seq IN (SELECT held_event FROM tracks UNION SELECT opened_event FROM tracks)",
  ],
  Delivery: [
    "SELECT * FROM incidents ORDER BY key",
    "SELECT * FROM parcels ORDER BY id",
    "SELECT * FROM passing ORDER BY number",
    "SELECT * FROM dead_letters ORDER BY seq",
    "SELECT * FROM notes WHERE name = 'desk'",
  ],
};
