import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Expanded, Frontier, type Reached } from "./expand.ts";
import type { Bounds, Step } from "./path.ts";
import type { Rest } from "./rest.ts";
import type { Order } from "./thread.ts";

export interface Explored {
  /** Runs from one state to the next, and states that were new. */
  runs: number;
  states: number;
  /** Whether nothing new was left to reach. */
  isComplete: boolean;
  violations: { steps: Step[]; invariant: string; what: string }[];
}

/**
 * Plays every order of the callbacks, with every place of a stop and of bad answers among them, until nothing new
 * is reached. It goes on from states at rest, callback by callback, on all processors. A state that was reached
 * before, with as many stops and bad answers left, is not followed further.
 */
export async function explore(
  bounds: Bounds,
  { until, progress }: { until: number; progress: (explored: Explored) => void },
): Promise<Explored> {
  const explored: Explored = { runs: 0, states: 0, isComplete: false, violations: [] };
  const isOver = () => Date.now() > until || explored.violations.length > 0;
  const threads = Array.from({ length: availableParallelism() }, () => new Thread(bounds, until));
  let states: Rest[] = [(await (threads[0] as Thread).ask<{ first: Rest }>({})).first];
  for (let arrived = 0; arrived < bounds.callbacks && !isOver(); arrived++) {
    const known = new Frontier();
    const reached: Reached[] = [];
    await Promise.all(
      threads.map(async (thread) => {
        for (let rest = states.pop(); rest && !isOver(); rest = states.pop()) {
          const { runs, violations, reached: all } = await thread.ask<Expanded>({ rest });
          explored.runs += runs;
          explored.violations.push(...violations);
          reached.push(...all.filter(({ key, ...used }) => known.isNew(key, used)));
          explored.states += all.length;
          progress(explored);
        }
      }),
    );
    states = reached.filter(({ key, ...used }) => known.isBest(key, used)).map(({ rest }) => rest);
  }
  await Promise.all(threads.map((thread) => thread.end()));
  return { ...explored, isComplete: !isOver() };
}

class Thread {
  readonly #worker: Worker;
  #waiting: { resolve: (answer: unknown) => void; reject: (error: unknown) => void } | undefined;

  constructor(bounds: Bounds, until: number) {
    this.#worker = new Worker(new URL("thread.ts", import.meta.url), { workerData: { bounds, until } });
    this.#worker.on("message", (answer) => this.#waiting?.resolve(answer));
    this.#worker.on("error", (error) => this.#waiting?.reject(error));
  }

  ask<Answer>(order: Order): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(order);
    }) as Promise<Answer>;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
