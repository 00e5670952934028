import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Patch } from "./platform/load.ts";
import type { RunReport } from "./report.ts";
import type { Delivered, Order } from "./thread.ts";
import type { Length } from "./world/chance/scenario.ts";

export interface Options {
  /** Where chance begins: run n has the seed `seed + n`. */
  seed: number;
  seeds: number;
  /** How much of each night is played. Default: all of it. */
  length?: Length;
  /** Goes on with further seeds until so many callbacks were sent. Default: 0. */
  callbacks?: number;
  /** Default: one for each processor. */
  threads?: number;
  /** A fault that is put into the receiver's code. */
  patch?: Patch;
  /** Ends with the first run that fails. */
  isFirstEnough?: boolean;
  progress?: (runs: number) => void;
}

export interface Figures {
  seed: number;
  seeds: number;
  callbacks: number;
  /** Callbacks that changed an incident. */
  changed: number;
  requests: number;
  events: number;
  stops: number;
  /** SHA-256 of the logs of all runs. */
  digest: string;
  failures: { seed: number; invariant: string; what: string }[];
  seconds: number;
}

/** Seeds that a thread is given at once. */
const PORTION = 8;

/** Plays seeds on all processors. The same seeds give the same figures, whatever the number of threads is. */
export async function simulate(options: Options): Promise<Figures> {
  const { seed, length = "whole", callbacks: least = 0, threads = availableParallelism() } = options;
  const began = performance.now();
  const reports: RunReport[] = [];
  let sent = 0;
  let isOver = false;
  let next = 0;
  const portions = () => next * PORTION;
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const thread = new Thread(options.patch);
      while (!isOver && (portions() < options.seeds || sent < least)) {
        const from = portions();
        next++;
        const size = least > 0 ? PORTION : Math.min(PORTION, options.seeds - from);
        const seeds = Array.from({ length: size }, (_, index) => seed + from + index);
        const done = await thread.reports(seeds, length);
        reports.push(...done);
        sent += done.reduce((sum, { callbacks }) => sum + callbacks, 0);
        if (options.isFirstEnough && done.some(({ violations }) => violations.length > 0)) isOver = true;
        options.progress?.(reports.length);
      }
      await thread.end();
    }),
  );
  return figuresOf(counted(reports, options), options, (performance.now() - began) / 1000);
}

/** The runs that count: in the order of their seeds, and none beyond the last that was asked for. */
function counted(reports: RunReport[], { seeds, callbacks = 0 }: Options): RunReport[] {
  const ordered = reports.sort((a, b) => a.seed - b.seed);
  let sent = 0;
  const last = ordered.findIndex((report, index) => {
    sent += report.callbacks;
    return index + 1 >= seeds && sent >= callbacks;
  });
  return last < 0 ? ordered : ordered.slice(0, last + 1);
}

function figuresOf(runs: RunReport[], { seed }: Options, seconds: number): Figures {
  const digest = createHash("sha256");
  for (const run of runs) digest.update(run.digest);
  const sum = (of: (run: RunReport) => number) => runs.reduce((total, run) => total + of(run), 0);
  return {
    seed,
    seeds: runs.length,
    callbacks: sum(({ callbacks }) => callbacks),
    changed: sum(({ changed }) => changed),
    requests: sum(({ requests }) => requests),
    events: sum(({ events }) => events),
    stops: sum(({ stops }) => stops),
    digest: digest.digest("hex"),
    failures: runs.flatMap(({ seed: failed, violations }) => {
      const [first] = violations;
      return first ? [{ seed: failed, invariant: first.invariant, what: first.what }] : [];
    }),
    seconds: Math.round(seconds * 10) / 10,
  };
}

/** The story of one seed; of a failing one in its smallest form if `shrink` is set. */
export async function storyOf({
  patch,
  length = "whole",
  ...order
}: {
  seed: number;
  shrink: boolean;
  length?: Length | undefined;
  patch?: Patch;
}): Promise<string> {
  const thread = new Thread(patch);
  const { seed: tell, shrink } = order;
  const { story } = (await thread.ask({ tell, shrink, length })) as { story: string };
  await thread.end();
  return story;
}

/** One thread with the receiver's code in it. */
class Thread {
  readonly #worker: Worker;
  #waiting: { resolve: (delivered: Delivered) => void; reject: (error: unknown) => void } | undefined;

  constructor(patch: Patch | undefined) {
    this.#worker = new Worker(new URL("thread.ts", import.meta.url), {
      workerData: { patch },
      // A night's garbage is young.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    this.#worker.on("message", (delivered: Delivered) => this.#waiting?.resolve(delivered));
    this.#worker.on("error", (error) => this.#waiting?.reject(error));
  }

  ask(order: Order): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(order);
    });
  }

  async reports(seeds: number[], length: Length): Promise<RunReport[]> {
    return ((await this.ask({ seeds, length })) as { reports: RunReport[] }).reports;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
