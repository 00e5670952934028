import { COMPATIBILITY_DATE } from "../receiver/config/bindings.ts";
import { sourceToken } from "../receiver/config/token.ts";
import { answerOf, bundleAt } from "./base.ts";
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
  /** The same, by that of the same at the base revision, in the same pairs; what that one answers otherwise is left out. */
  overBase: Record<string, number>;
  /** Processor time of one metric callback before the ledger, in microseconds. */
  micros: number;
}

/** Pairs in a round. Many short ones: what else the machine does is in few of them, or in both of a pair. */
const PAIRS = 8;

/**
 * Processor time of everything before the ledger, beside the least that it could be and, on demand, beside what
 * another revision needs: in turn, in one run, the first of them another one each time.
 */
export async function benchCpu(options: {
  requests: number;
  rounds: number;
  connections: number;
  /** Another revision of the repository to compare with. */
  base?: string | undefined;
  /** Kinds of sources that are measured. Default: all. */
  kinds?: readonly string[] | undefined;
  progress: (text: string) => void;
}): Promise<CpuFigures> {
  const common = { compatibilityDate: COMPATIBILITY_DATE, objects: {} };
  const intakeOf = (code: string) =>
    Workerd.start({
      ...common,
      modules: { "worker.mjs": code },
      bindings: { CONFIG, CALLBACK_SECRET: SECRET },
    });
  const before = options.base === undefined ? undefined : bundleAt(options.base, "workers/intake.mjs");
  const intake = await intakeOf(benchBundle("workers/intake.mjs"));
  const base = before === undefined ? undefined : await intakeOf(before);
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
    const overBase: Record<string, number[]> = {};
    const metric: number[] = [];
    for (const [kind, requests] of Object.entries(texts)) {
      if (options.kinds && !options.kinds.includes(kind)) continue;
      const micros = async ({ url, pid }: Workerd) => {
        const before = processorSeconds(pid);
        const some = { connections: options.connections, requests: Math.ceil(options.requests / PAIRS) };
        const { statuses } = await load(url, (index) => requests[index % requests.length] ?? "", some);
        if (statuses[200] !== some.requests)
          throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
        return ((processorSeconds(pid) - before) / some.requests) * 1e6;
      };
      const wire = requests[0] ?? "";
      const isKnown = base && (await answerOf(base.url, wire)) === (await answerOf(intake.url, wire));
      const all = isKnown ? [intake, base, bare] : [intake, bare];
      // The first pairs are to warm up.
      for (let pair = -PAIRS; pair < options.rounds * PAIRS; pair++) {
        const figures = new Map<Workerd, number>();
        const first = (pair + PAIRS) % all.length;
        for (const each of [...all.slice(first), ...all.slice(0, first)])
          figures.set(each, await micros(each));
        if (pair < 0) continue;
        const [own = 0, other = 1] = [figures.get(intake), figures.get(bare)];
        ratios[kind] = [...(ratios[kind] ?? []), own / other];
        const old = base && figures.get(base);
        if (old !== undefined) overBase[kind] = [...(overBase[kind] ?? []), own / old];
        if (kind === "metric") metric.push(own);
      }
      options.progress(`${kind}: ${median(ratios[kind] ?? []).toFixed(2)} of a bare handler`);
    }
    const medians = (all: Record<string, number[]>): Record<string, number> =>
      Object.fromEntries(Object.entries(all).map(([kind, figures]) => [kind, median(figures)]));
    return { ratio: medians(ratios), overBase: medians(overBase), micros: median(metric) };
  } finally {
    await intake.stop();
    await base?.stop();
    await bare.stop();
  }
}
