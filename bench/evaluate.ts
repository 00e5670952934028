import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EvaluateOptions, evaluate } from "../program/evaluator/evaluate.ts";
import type { Plan } from "../program/evaluator/plan.ts";
import { ROOT } from "./bundle.ts";
import { median } from "./figures.ts";

export interface EvaluateFigures {
  /** Processor time of the program with components, by that of the one with the provider's resources. */
  timeRatio: number;
  /** Its most memory, likewise. */
  memoryRatio: number;
  /** Processor seconds for one rule, the start of the program included. */
  millisPerRule: number;
}

/** What the program's process used: the program tells it when it ends, by `usage.ts`. */
interface Usage {
  seconds: number;
  bytes: number;
}

/**
 * A program of many rules beside one that declares the same by the provider's resources, in turn, in one
 * run. Of the program's process alone: the engine is Pulumi's business. Processor time and not the
 * clock's, because other work on the machine would count otherwise.
 */
export async function benchEvaluate(options: {
  rules: number;
  rounds: number;
  progress: (text: string) => void;
}): Promise<EvaluateFigures> {
  const own: Usage[] = [];
  const raw: Usage[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const order = round % 2 === 0 ? (["rules", "raw"] as const) : (["raw", "rules"] as const);
    for (const program of order) {
      const { usage, plan } = await measure(program, options.rules);
      const declared = plan.resources.filter(({ name }) => name.endsWith("-rule")).length;
      if (declared !== options.rules) throw new Error(`${program} declared ${declared} rules`);
      (program === "rules" ? own : raw).push(usage);
    }
    options.progress(
      `round ${round + 1} of ${options.rounds}: ${text(own.at(-1))} beside ${text(raw.at(-1))} raw`,
    );
  }
  const ratio = (of: (usage: Usage) => number) => median(own.map(of)) / median(raw.map(of));
  return {
    timeRatio: ratio(({ seconds }) => seconds),
    memoryRatio: ratio(({ bytes }) => bytes),
    millisPerRule: (median(own.map(({ seconds }) => seconds)) * 1000) / options.rules,
  };
}

/** Evaluates a program of this folder with so many rules. */
export function evaluateRules(
  program: "rules" | "raw",
  count: number,
  config: Record<string, string> = {},
  options: Pick<EvaluateOptions, "unchangedSdk"> = {},
) {
  const callback = "https://alerts.example.com/callbacks/production?token=0123456789abcdef0123456789abcdef";
  return evaluate({
    directory: ROOT,
    main: `bench/programs/${program}.ts`,
    project: "bench",
    stack: "bench",
    config: { "bench:count": String(count), "bench:callback": callback, ...config },
    secretKeys: ["bench:callback"],
    ...options,
  });
}

async function measure(program: "rules" | "raw", count: number): Promise<{ usage: Usage; plan: Plan }> {
  const folder = mkdtempSync(join(tmpdir(), "relay-bench-"));
  const file = join(folder, "usage.json");
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `--import=${new URL("usage.ts", import.meta.url)}`;
  process.env.BENCH_USAGE = file;
  try {
    const plan = await evaluateRules(program, count, {}, { unchangedSdk: true });
    return { usage: JSON.parse(readFileSync(file, "utf8")) as Usage, plan };
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    delete process.env.BENCH_USAGE;
    rmSync(folder, { recursive: true });
  }
}

function text(usage: Usage | undefined): string {
  return usage ? `${usage.seconds.toFixed(1)} s, ${Math.round(usage.bytes / 1e6)} MB` : "nothing";
}
