import { COMPATIBILITY_DATE } from "../receiver/config/bindings.ts";
import { sourceToken } from "../receiver/config/token.ts";
import { benchBundle } from "./bundle.ts";
import { CONFIG, callbackRequests, OTHER_KINDS, requestOf, SECRET } from "./callbacks.ts";
import { median } from "./figures.ts";
import { load } from "./load.ts";
import { processorSeconds } from "./processor.ts";
import { Workerd } from "./workerd.ts";

export interface CpuFigures {
  /**
   * Processor time of one callback before the ledger, of the whole process, by that of a bare handler which
   * decodes the same body and compares the token: by kind of source.
   */
  ratio: Record<string, number>;
  /** Processor time of one metric callback before the ledger, in microseconds. */
  micros: number;
}

/** Pairs in a round. Many short ones: what else the machine does is in few of them, or in both of a pair. */
const PAIRS = 8;

/** Processor time of everything before the ledger, beside the least that it could be, in turn, in one run. */
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
  const bare = await Workerd.start({
    ...common,
    modules: { "worker.mjs": benchBundle("workers/decode.mjs") },
    bindings: { TOKEN: sourceToken(SECRET, "production", 1) },
  });
  try {
    const texts: Record<string, string[]> = {
      metric: callbackRequests(2000, 2000, Date.UTC(2026, 0, 1)),
    };
    for (const kind of OTHER_KINDS) texts[kind] = [requestOf(kind)];
    const ratios: Record<string, number[]> = {};
    const metric: number[] = [];
    for (const [kind, requests] of Object.entries(texts)) {
      const micros = async ({ url, pid }: Workerd) => {
        const before = processorSeconds(pid);
        const some = { connections: options.connections, requests: Math.ceil(options.requests / PAIRS) };
        const { statuses } = await load(url, (index) => requests[index % requests.length] ?? "", some);
        if (statuses[200] !== some.requests)
          throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
        return ((processorSeconds(pid) - before) / some.requests) * 1e6;
      };
      // The first pairs are to warm up.
      for (let pair = -PAIRS; pair < options.rounds * PAIRS; pair++) {
        const figures = new Map<Workerd, number>();
        for (const each of pair % 2 === 0 ? [intake, bare] : [bare, intake])
          figures.set(each, await micros(each));
        if (pair < 0) continue;
        const [own = 0, other = 1] = [figures.get(intake), figures.get(bare)];
        ratios[kind] = [...(ratios[kind] ?? []), own / other];
        if (kind === "metric") metric.push(own);
      }
      options.progress(`${kind}: ${median(ratios[kind] ?? []).toFixed(2)} of a bare handler`);
    }
    const medians = Object.entries(ratios).map(([kind, figures]) => [kind, median(figures)]);
    return { ratio: Object.fromEntries(medians), micros: median(metric) };
  } finally {
    await intake.stop();
    await bare.stop();
  }
}
