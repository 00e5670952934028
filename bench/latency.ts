import { CONFIG, callbackText } from "./callbacks.ts";
import { median, quantile } from "./figures.ts";
import { offer } from "./load.ts";
import { listen, startReceiver } from "./receiver.ts";

export interface LatencyFigures {
  /** Milliseconds from a callback to its incident at the destination, at 500 callbacks a second. */
  p50: number;
  p99: number;
  /** The same with nothing but these callbacks: what the storm around them costs. */
  quietP50: number;
}

/** Callbacks a second in all, and of these how many open or resolve an incident. */
const PER_SECOND = 500;
const CHANGES = 10;

/** How long one round lasts, in seconds. */
const ROUND = 10;

/** Incidents that are open at once: each for five seconds. */
const OPEN = (CHANGES / 2) * 5;

/** Resources that are in trouble all the time: the others' callbacks repeat that. */
const NOISY = 200;

/**
 * From callbacks that open or resolve an incident to the message at a destination on this machine: in a
 * storm of callbacks that were sent before, and alone, in turn, in one run.
 */
export async function benchLatency(options: {
  rounds: number;
  connections: number;
  progress: (text: string) => void;
}): Promise<LatencyFigures> {
  const sink = await listen();
  const relay = await startReceiver(sink, CONFIG);
  const start = Date.now() - 24 * 60 * 60_000;
  const noise = Array.from({ length: NOISY }, (_, index) =>
    callbackText("production", `noisy-${index}`, 0, start),
  );
  let serial = 0;
  try {
    const play = async (perSecond: number, among: number) => {
      const sentAt = new Map<string, number>();
      const millis: number[] = [];
      sink.onMessage = (body) => {
        const { event_status, labels } = JSON.parse(body) as { event_status: string; labels: object };
        const resource = /quick-\d+/.exec(JSON.stringify(labels))?.[0];
        const key = `${resource} ${event_status === "Ok" ? 1 : 0}`;
        const at = sentAt.get(key);
        if (at !== undefined) millis.push(performance.now() - at);
        sentAt.delete(key);
      };
      const first = serial;
      let changes = 0;
      const { statuses } = await offer(
        relay.url,
        (index) => {
          const number = index / among;
          // Every other one opens an incident, the others end one that has been open for some seconds.
          const pair = Math.floor(number / 2);
          const state = number % 2;
          if (index % among > 0 || (state === 1 && pair < OPEN)) return noise[index % noise.length] ?? "";
          changes++;
          const resource = `quick-${first + pair - state * OPEN}`;
          sentAt.set(`${resource} ${state}`, performance.now());
          return callbackText("production", resource, state, start);
        },
        { connections: options.connections, perSecond, seconds: ROUND },
      );
      serial += changes;
      const sent = Object.values(statuses).reduce((sum, each) => sum + each, 0);
      if (statuses[200] !== sent)
        throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
      await settled(() => sentAt.size === 0);
      return millis;
    };
    // The first one warms up, and has the noisy ones open.
    await play(PER_SECOND, PER_SECOND / CHANGES);
    const storm: number[] = [];
    const quiet: number[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      const inStorm = () => play(PER_SECOND, PER_SECOND / CHANGES);
      const alone = () => play(CHANGES, 1);
      if (round % 2 === 0) quiet.push(...(await alone()));
      storm.push(...(await inStorm()));
      if (round % 2 === 1) quiet.push(...(await alone()));
      options.progress(
        `round ${round} of ${options.rounds}: ${median(storm).toFixed(1)} ms, 99 % within ${quantile(storm, 0.99).toFixed(1)} ms; alone ${median(quiet).toFixed(1)} ms`,
      );
    }
    return { p50: median(storm), p99: quantile(storm, 0.99), quietP50: median(quiet) };
  } finally {
    await relay.stop();
    sink.close();
  }
}

/** Waits for what is still under way; what has not come after half a minute never will. */
async function settled(isOver: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!isOver()) {
    if (performance.now() > end)
      throw new Error("an incident was over before it could reach the destination");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
