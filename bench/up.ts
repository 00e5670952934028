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

/** Both programs with so many rules, medians over the rounds. */
export interface UpFigures {
  rules: number;
  own: Deployment;
  raw: Deployment;
}

/** After so long a command of the CLI is ended, in seconds for each rule, and besides. */
const LIMIT = { perRule: 1, besides: 120 };

/**
 * The engine writes the state once, at the end. After every step, as it usually does, it writes the whole
 * file anew, which takes more time than everything else and grows with the square of the resources: at 200
 * rules, which are two resources each, 1.5 to 1.7 of the time of raw ones was measured.
 */
const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/**
 * `pulumi preview` and `pulumi up` from nothing of many rules, beside a program that declares the same by
 * the provider's resources, in turn, in one run: the real engine and the real provider against a local
 * CloudMonitor of this process. Seconds are the clock's: most of them are the engine's and its plugin's.
 */
export async function benchUp(options: {
  sizes: readonly number[];
  rounds: number;
  progress: (text: string) => void;
}): Promise<UpFigures[]> {
  const all: UpFigures[] = [];
  for (const rules of options.sizes) {
    const own: Deployment[] = [];
    const raw: Deployment[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const order = round % 2 === 0 ? (["rules", "raw"] as const) : (["raw", "rules"] as const);
      for (const program of order) (program === "rules" ? own : raw).push(await deploy(program, rules));
      options.progress(
        `${rules} rules, round ${round + 1} of ${options.rounds}: ${text(own.at(-1))} beside ${text(raw.at(-1))} raw`,
      );
    }
    all.push({ rules, own: middle(own), raw: middle(raw) });
  }
  return all;
}

async function deploy(program: "rules" | "raw", rules: number): Promise<Deployment> {
  const cloud = await openCloud();
  let stack: Stack | undefined;
  try {
    stack = await Stack.open({
      program: join(ROOT, "bench", "programs", `${program}.ts`),
      config: { ...cloud.config, count: String(rules) },
      secrets: {
        ...cloud.secrets,
        callback: "https://alerts.example.com/callbacks/production?token=made-up",
      },
      env: { ...offlineExcept([cloud.served.endpoint]), ...WITHOUT_CHECKPOINTS },
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
