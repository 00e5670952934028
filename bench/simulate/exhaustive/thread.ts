import { parentPort, workerData } from "node:worker_threads";
import { loadReceiver } from "../platform/load.ts";
import { expand, Frontier } from "./expand.ts";
import type { Bounds } from "./path.ts";
import { type Rest, Stage } from "./rest.ts";

/** What a thread is asked for: all that can follow from a state; from no state: where everything begins. */
export interface Order {
  rest?: Rest;
}

const { bounds, until } = workerData as { bounds: Bounds; until: number };
console.error = () => {};
const stage = new Stage(await loadReceiver());
const first = await stage.begin();
const known = new Frontier();

parentPort?.on("message", async ({ rest }: Order) => {
  parentPort?.postMessage(
    rest ? await expand(stage, rest, bounds, known, () => Date.now() > until) : { first },
  );
});
