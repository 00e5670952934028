import { readFileSync } from "node:fs";
import type { SourceKind } from "../receiver/alert.ts";
import { COMPATIBILITY_DATE } from "../receiver/config/bindings.ts";
import { benchBundle } from "./bundle.ts";
import { CONFIG, callbackRequests, OTHER_KINDS, requestOf, SECRET } from "./callbacks.ts";
import { median } from "./figures.ts";
import { load } from "./load.ts";
import { Workerd } from "./workerd.ts";

export interface CpuFigures {
  /** Processor time of one callback before the ledger, beyond an empty Worker's, in microseconds, by kind of source. */
  microsOverEmpty: Record<SourceKind, number>;
  /** Processor time of one request to the empty Worker, in microseconds. */
  microsEmpty: number;
}

/** Processor time of everything before the ledger, beside an empty Worker, in turn, in one run. */
export async function benchCpu(options: {
  requests: number;
  rounds: number;
  connections: number;
  progress: (text: string) => void;
}): Promise<CpuFigures> {
  const common = { compatibilityDate: COMPATIBILITY_DATE, objects: {} };
  const intake = await Workerd.start({
    ...common,
    modules: { "worker.mjs": benchBundle("workers/intake.mjs") },
    bindings: { CONFIG, CALLBACK_SECRET: SECRET },
  });
  const empty = await Workerd.start({
    ...common,
    modules: { "worker.mjs": benchBundle("workers/empty.mjs") },
    bindings: {},
  });
  try {
    const texts: Record<string, string[]> = {
      metric: await callbackRequests(2000, 2000, Date.UTC(2026, 0, 1)),
    };
    for (const kind of OTHER_KINDS) texts[kind] = [await requestOf(kind)];
    const over: Record<string, number[]> = {};
    const none: number[] = [];
    for (const [kind, requests] of Object.entries(texts)) {
      const micros = async ({ url, pid }: Workerd) => {
        const before = processorSeconds(pid);
        const { statuses } = await load(url, (index) => requests[index % requests.length] ?? "", options);
        if (statuses[200] !== options.requests)
          throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
        return ((processorSeconds(pid) - before) / options.requests) * 1e6;
      };
      for (let round = 0; round <= options.rounds; round++) {
        const bothWays = round % 2 === 0 ? [intake, empty] : [empty, intake];
        const figures = new Map<Workerd, number>();
        for (const each of bothWays) figures.set(each, await micros(each));
        // The first round is to warm up.
        if (round === 0) continue;
        const [busy = 0, idle = 0] = [figures.get(intake), figures.get(empty)];
        over[kind] = [...(over[kind] ?? []), busy - idle];
        none.push(idle);
        options.progress(
          `${kind}, round ${round} of ${options.rounds}: ${Math.round(busy - idle)} µs over an empty Worker`,
        );
      }
    }
    const medians = Object.entries(over).map(([kind, figures]) => [kind, median(figures)]);
    return {
      microsOverEmpty: Object.fromEntries(medians) as Record<SourceKind, number>,
      microsEmpty: median(none),
    };
  } finally {
    await intake.stop();
    await empty.stop();
  }
}

/** Ticks a second of `/proc`: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Processor time of a process since its start, in user and system mode. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
