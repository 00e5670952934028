import { benchBundle } from "./bundle.ts";
import { callbackRequests } from "./callbacks.ts";
import { median } from "./figures.ts";
import { load } from "./load.ts";
import { listen, startReceiver } from "./receiver.ts";

export interface FlushFigures {
  /** Callbacks of one source that are accepted each second where a flush takes 12 ms. */
  perSecond: number;
  /** The same by the rate without a slower flush: median over the rounds. */
  ratio: number;
}

/** Acceptance with the flush that a deployed object has, beside acceptance without, in turn, in one run. */
export async function benchFlush(options: {
  requests: number;
  rounds: number;
  connections: number;
  progress: (text: string) => void;
}): Promise<FlushFigures> {
  const sink = await listen();
  const slow = await startReceiver(sink, undefined, benchBundle("workers/flush.mjs"));
  const usual = await startReceiver(sink);
  const { requests, rounds } = options;
  // Each waits for a flush, and a storm does not come in single file: fewer than these would wait, not work.
  const connections = 4 * options.connections;
  const rates: number[] = [];
  const ratios: number[] = [];
  try {
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const texts = callbackRequests(requests, 500, Date.UTC(2026, 0, 1) + round * 1000 * 60_000);
      const rate = async ({ url }: { url: string }) => {
        const { statuses, seconds } = await load(url, (index) => texts[index] ?? "", {
          connections,
          requests,
        });
        if (statuses[200] !== requests)
          throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
        return requests / seconds;
      };
      const first = round % 2 === 0 ? await rate(usual) : undefined;
      const own = await rate(slow);
      const other = first ?? (await rate(usual));
      if (round === 0) continue;
      rates.push(own);
      ratios.push(own / other);
      options.progress(`round ${round} of ${rounds}: ${Math.round(own)}/s beside ${Math.round(other)}/s`);
    }
    return { perSecond: median(rates), ratio: median(ratios) };
  } finally {
    await slow.stop();
    await usual.stop();
    sink.close();
  }
}
