import { join } from "node:path";
import { offlineExcept } from "../local/offline-environment.ts";
import { openCloud } from "../tests/engine/clouds.ts";
import { Stack } from "../tests/engine/pulumi.ts";
import { ROOT } from "./bundle.ts";
import { median } from "./figures.ts";

/** What one program needs of the real engine, for so many rules. */
export interface Deployment {
  previewSeconds: number;
  upSeconds: number;
  /** Calls of CloudMonitor's API that the update made. */
  calls: number;
}

/** The same rules as sets, as a component each, and as the provider's own resources. */
const PROGRAMS = { sets: "ready-rule-sets", components: "ready-components", raw: "ready-raw" };
type Program = keyof typeof PROGRAMS;
const ORDER: readonly Program[] = ["sets", "components", "raw"];

/** Every program with so many rules, medians over the rounds. */
export type UpFigures = { count: number } & Record<Program, Deployment>;

/** After so long a command of the CLI is ended, in seconds for each rule, and besides. */
const LIMIT = { perRule: 1, besides: 120 };

/**
 * `pulumi preview` and `pulumi up` from nothing of many ready rules, beside programs that declare the same as
 * components and by the provider's resources, in turn, in one run: the real engine and the real provider
 * against a local CloudMonitor of this process. The state is a file, which the engine writes anew after every
 * step; that takes most of the time, and grows with the square of the resources. Seconds are the clock's.
 */
export async function benchUp(options: {
  sizes: readonly number[];
  rounds: number;
  progress: (text: string) => void;
}): Promise<UpFigures[]> {
  const all: UpFigures[] = [];
  for (const count of options.sizes) {
    const measured: Record<Program, Deployment[]> = { sets: [], components: [], raw: [] };
    for (let round = 0; round < options.rounds; round++) {
      const order = round % 2 === 0 ? ORDER : ORDER.toReversed();
      for (const program of order) measured[program].push(await deploy(program, count));
      const last = ORDER.map((program) => `${program} ${text(measured[program].at(-1))}`);
      options.progress(`${count} rules, round ${round + 1} of ${options.rounds}: ${last.join("; ")}`);
    }
    const { sets, components, raw } = measured;
    all.push({ count, sets: middle(sets), components: middle(components), raw: middle(raw) });
  }
  return all;
}

async function deploy(program: Program, rules: number): Promise<Deployment> {
  const cloud = await openCloud();
  let stack: Stack | undefined;
  try {
    stack = await Stack.open({
      program: join(ROOT, "bench", "programs", `${PROGRAMS[program]}.ts`),
      config: { ...cloud.config, count: String(rules) },
      secrets: {
        ...cloud.secrets,
        callback: "https://alerts.example.com/callbacks/production?token=made-up",
      },
      env: offlineExcept([cloud.served.endpoint]),
      limit: (LIMIT.besides + rules * LIMIT.perRule) * 1000,
    });
    const began = performance.now();
    const preview = await stack.preview();
    if (!preview.ok) throw new Error(`the preview of ${program} failed:\n${preview.output.slice(-2000)}`);
    const previewed = performance.now();
    const before = cloud.served.api.calls.length;
    await stack.up();
    const upped = performance.now();
    if (cloud.region.rules.size !== rules)
      throw new Error(`${program} made ${cloud.region.rules.size} rules of ${rules}`);
    return {
      previewSeconds: (previewed - began) / 1000,
      upSeconds: (upped - previewed) / 1000,
      calls: cloud.served.api.calls.length - before,
    };
  } finally {
    stack?.close();
    await cloud.served.stop();
  }
}

function middle(deployments: readonly Deployment[]): Deployment {
  const of = (key: keyof Deployment) => median(deployments.map((each) => each[key]));
  return { previewSeconds: of("previewSeconds"), upSeconds: of("upSeconds"), calls: of("calls") };
}

function text(deployment: Deployment | undefined): string {
  if (!deployment) return "nothing";
  const { previewSeconds, upSeconds, calls } = deployment;
  return `${upSeconds.toFixed(1)} s (preview ${previewSeconds.toFixed(1)} s), ${calls} calls`;
}
