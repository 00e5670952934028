import { parentPort, workerData } from "node:worker_threads";
import { loadReceiver, type Patch } from "./platform/load.ts";
import { playAndJudge, type RunReport, type Stage } from "./report.ts";
import { shrink } from "./shrink.ts";
import { tell } from "./story.ts";
import { readRecordings } from "./upgrade/recorded.ts";
import { type Length, scenarioOf } from "./world/chance/scenario.ts";

/** What a thread is asked for. */
export type Order = { seeds: number[]; length: Length } | { tell: number; length: Length; shrink: boolean };

/** What it answers. */
export type Delivered = { reports: RunReport[] } | { story: string };

const { patch } = workerData as { patch?: Patch };
// The Worker's log of errors; runs have a log of their own.
console.error = () => {};
const stage: Stage = { receiver: await loadReceiver(patch), recordings: readRecordings() };

parentPort?.on("message", async (order: Order) => {
  parentPort?.postMessage("tell" in order ? await story(order) : await reports(order));
});

async function reports({ seeds, length }: { seeds: number[]; length: Length }): Promise<Delivered> {
  const all: RunReport[] = [];
  for (const seed of seeds)
    all.push((await playAndJudge(scenarioOf(seed, stage.recordings, length), stage)).report);
  return { reports: all };
}

async function story(order: { tell: number; length: Length; shrink: boolean }): Promise<Delivered> {
  const whole = scenarioOf(order.tell, stage.recordings, order.length);
  const first = await playAndJudge(whole, stage);
  const invariant = first.report.violations[0]?.invariant;
  if (!order.shrink || invariant === undefined) return { story: tell(first.world, first.report.violations) };
  const { world, report } = await playAndJudge(await shrink(whole, invariant, stage), stage);
  return { story: tell(world, report.violations) };
}
