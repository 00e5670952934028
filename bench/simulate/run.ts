import { createHash } from "node:crypto";
import { isIdle } from "./judge/records.ts";
import type { Receiver } from "./platform/load.ts";
import { type Recording, restore } from "./upgrade/recording.ts";
import type { Scenario } from "./world/scenario.ts";
import { World } from "./world/world.ts";

/** How long things may take after the last fault, in milliseconds. */
const AFTERWARDS = 3 * 60 * 60_000;
const LOOK_EVERY = 5 * 60_000;

/** The run that this thread plays: an error that nobody handles is of it. */
let underWay: World | undefined;
process.on("unhandledRejection", (error) => {
  if (!underWay) throw error;
  underWay.faults.push(`nobody handles: ${error}`);
});

/** Errors that nobody handles are of this run from now on. */
export function watch(world: World): void {
  underWay = world;
}

/** Plays a scenario to its end: until nothing waits any more, or has waited for too long. */
export async function run(
  scenario: Scenario,
  receiver: Receiver,
  recordings: readonly Recording[],
): Promise<World> {
  const recording = recordings[scenario.recording ?? Number.NaN];
  const world = new World(scenario, receiver, recording?.at);
  watch(world);
  if (recording) await world.resume(recording, (cloud) => restore(recording, cloud));
  else world.start();
  const { loop, sender, operator } = world;
  const end = scenario.begin + scenario.lasts;
  await loop.run(end);
  while (loop.time < end + AFTERWARDS) {
    await loop.run(loop.time + LOOK_EVERY);
    if (sender.underWay + operator.underWay === 0 && isIdle(world)) break;
  }
  return world;
}

/** SHA-256 of a run's log. */
export function digestOf({ notes }: World): string {
  const digest = createHash("sha256");
  for (const { time, who, what } of notes) digest.update(`${time} ${who} ${what}\n`);
  return digest.digest("hex");
}
