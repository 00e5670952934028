import { workerCode } from "../components/receiver/bundle.ts";
import { COMPATIBILITY_DATE, OBJECTS } from "../receiver/config/bindings.ts";
import { benchBundle } from "./bundle.ts";
import { CONFIG, SECRET } from "./callbacks.ts";
import { median } from "./figures.ts";
import { processorSeconds } from "./processor.ts";
import { Workerd } from "./workerd.ts";

export interface StartFigures {
  /** From the start of a workerd process to the Worker's first 200, beyond an empty Worker's, in milliseconds. */
  millisOverEmpty: number;
  /** The same of the empty Worker. */
  millisEmpty: number;
  /** Processor time of the process until then, beyond the empty Worker's, in milliseconds: the load of the machine is not in it. */
  cpuMillisOverEmpty: number;
}

/** Starts the receiver and an empty Worker in turn, a process each time, until they have answered once. */
export async function benchStart(options: {
  rounds: number;
  progress: (text: string) => void;
}): Promise<StartFigures> {
  const common = { compatibilityDate: COMPATIBILITY_DATE };
  const receiver = await Workerd.start({
    ...common,
    modules: { "worker.mjs": workerCode() },
    bindings: { CONFIG, CALLBACK_SECRET: SECRET, DESTINATION_FLASH: '{"url":"http://127.0.0.1:9/"}' },
    objects: OBJECTS,
  });
  const empty = await Workerd.start({
    ...common,
    modules: { "worker.mjs": benchBundle("workers/empty.mjs") },
    bindings: {},
    objects: {},
  });
  const over: number[] = [];
  const none: number[] = [];
  const cpu: number[] = [];
  try {
    for (let round = 0; round <= options.rounds; round++) {
      // In turn, so that neither always starts after the other.
      const emptyFirst = round % 2 === 0 ? await startOf(empty) : undefined;
      const own = await startOf(receiver);
      const other = emptyFirst ?? (await startOf(empty));
      // The first round is to warm the disk's cache up.
      if (round === 0) continue;
      over.push(own.millis - other.millis);
      none.push(other.millis);
      cpu.push(own.cpuMillis - other.cpuMillis);
      options.progress(
        `round ${round} of ${options.rounds}: ${own.millis.toFixed(1)} ms beside ${other.millis.toFixed(1)} ms`,
      );
    }
    return {
      millisOverEmpty: median(over),
      millisEmpty: median(none),
      cpuMillisOverEmpty: median(cpu),
    };
  } finally {
    await receiver.stop();
    await empty.stop();
  }
}

async function startOf(worker: Workerd): Promise<{ millis: number; cpuMillis: number }> {
  await worker.kill();
  const before = performance.now();
  await worker.run();
  const response = await fetch(worker.url);
  const millis = performance.now() - before;
  const cpuMillis = processorSeconds(worker.pid) * 1000;
  if (response.status !== 200) throw new Error(`the first answer was ${response.status}`);
  await response.text();
  return { millis, cpuMillis };
}
