import { parentPort, workerData } from "node:worker_threads";
import { loadReceiver, type Patch } from "./platform/load.ts";
import { playAndJudge, type RunReport } from "./report.ts";
import { shrink } from "./shrink.ts";
import { tell } from "./story.ts";
import { scenarioOf } from "./world/scenario.ts";

/** What a thread is asked for. */
export type Order = { seeds: number[] } | { tell: number; shrink: boolean };

/** What it answers. */
export type Delivered = { reports: RunReport[] } | { story: string };

const { patch } = workerData as { patch?: Patch };
// The Worker's log of errors; runs have a log of their own.
console.error = () => {};
const receiver = await loadReceiver(patch);

parentPort?.on("message", async (order: Order) => {
  parentPort?.postMessage("tell" in order ? await story(order) : await reports(order.seeds));
});

async function reports(seeds: number[]): Promise<Delivered> {
  const all: RunReport[] = [];
  for (const seed of seeds) all.push((await playAndJudge(scenarioOf(seed), receiver)).report);
  return { reports: all };
}

async function story({ tell: seed, shrink: smaller }: { tell: number; shrink: boolean }): Promise<Delivered> {
  const whole = scenarioOf(seed);
  const first = await playAndJudge(whole, receiver);
  const invariant = first.report.violations[0]?.invariant;
  if (!smaller || invariant === undefined) return { story: tell(first.world, first.report.violations) };
  const { world, report } = await playAndJudge(await shrink(whole, invariant, receiver), receiver);
  return { story: tell(world, report.violations) };
}
