import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { Engine, type EngineOptions } from "./engine.ts";
import { LOCAL_LOOKUPS } from "./lookups.ts";
import type { Plan } from "./plan.ts";
import { quieten } from "./quiet.ts";

quieten(createRequire(import.meta.url));

export interface InlineOptions {
  project?: string;
  stack?: string;
  /** Configuration by full key. */
  config?: Record<string, string>;
  lookups?: EngineOptions["lookups"];
  /** Outputs of other stacks, for StackReference. */
  stacks?: Record<string, Record<string, unknown>>;
}

/** One at a time: Pulumi's SDK keeps its settings for the whole process. */
let last: Promise<unknown> = Promise.resolve();

/**
 * What a function declares, evaluated in this process against the small engine. For tests, and for
 * components that are tried out: a program of its own is better evaluated by `evaluate`, which keeps
 * processes apart.
 */
export function evaluateInline(declare: () => unknown, options: InlineOptions = {}): Promise<Plan> {
  const run = last.then(() => evaluateNow(declare, options));
  last = run.catch(() => {});
  return run;
}

async function evaluateNow(declare: () => unknown, options: InlineOptions): Promise<Plan> {
  const { project = "inline", stack = "local" } = options;
  const lookups = { ...LOCAL_LOOKUPS, ...options.lookups };
  const stackOutputs = async (name: string) => {
    const outputs = options.stacks?.[name];
    return outputs && { outputs, secret: [] };
  };
  const engine = new Engine({ project, stack, preview: false, lookups, stackOutputs });
  const address = await engine.listen();
  try {
    const { resetOptions } = pulumi.runtime as unknown as { resetOptions: (...settings: unknown[]) => void };
    resetOptions(project, stack, 16, address, address, false, "organization");
    pulumi.runtime.setAllConfig(options.config ?? {});
    let refusal: { error: unknown } | undefined;
    await pulumi.runtime.runInPulumiStack(async () => {
      try {
        await declare();
      } catch (error) {
        // Thrown from here it would be a rejection that nobody handles besides the one that is awaited.
        refusal = { error };
      }
      return {};
    });
    await pulumi.runtime.disconnect();
    if (refusal) throw refusal.error;
    return engine.plan();
  } finally {
    engine.close();
  }
}
