import type { SimulatedObject } from "../platform/object.ts";
import type { World } from "../world/world.ts";
import type { Recording } from "./recording.ts";

/** Stops every object, and writes down what is left. */
export function record(world: World): Recording {
  const { scenario, cloud, vendors, sender, loop } = world;
  for (const object of cloud.objects.values()) object.stop("recorded");
  return {
    scenario,
    at: loop.time - scenario.begin,
    objects: [...cloud.objects.values()].map(dump),
    taken: Object.fromEntries(vendors.map(({ name, taken }) => [name, taken])),
    outcomes: sender.outcomes.map(({ callback, ...rest }) => ({ serial: callback.serial, ...rest })),
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
