import { fileURLToPath } from "node:url";
import { memoryApi } from "../../local/cloudmonitor/memory.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";
import { loadProgram } from "../../local/load/load.ts";
import { type EvaluateOptions, evaluate } from "../../program/evaluator/evaluate.ts";
import { LOCAL_ACCOUNT } from "../../program/evaluator/lookups.ts";
import type { Evaluation, Plan, Resource } from "../../program/evaluator/plan.ts";
import { readProgram } from "../../program/model/program.ts";

export const SECRETS = {
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  itocToken: "itoc-token-0001",
  phone: "86-13812345678",
};

/** What was evaluated, by what it was evaluated with: every evaluation is a process, and most of a second. */
const evaluated = new Map<string, Promise<Evaluation>>();

/** Evaluates a program of this folder, once for all tests that want it so. Nobody may change the plan. */
export function evaluateProgram(
  main: string,
  config: Record<string, string> = {},
  options: Partial<EvaluateOptions> = {},
): Promise<Evaluation> {
  if (options.lookups) return evaluateAnew(main, config, options);
  const key = JSON.stringify([main, config, options]);
  const plan = evaluated.get(key) ?? evaluateAnew(main, config, options);
  evaluated.set(key, plan);
  return plan;
}

/** Evaluates a program of this folder, whether it has been evaluated before or not. */
export function evaluateAnew(
  main: string,
  config: Record<string, string> = {},
  options: Partial<EvaluateOptions> = {},
): Promise<Evaluation> {
  const all = { ...SECRETS, ...config };
  return evaluate({
    directory: fileURLToPath(new URL("../..", import.meta.url)),
    main: `tests/programs/${main}.ts`,
    project: "tests",
    stack: "test",
    config: Object.fromEntries(
      Object.entries(all).map(([key, value]) => [key.includes(":") ? key : `tests:${key}`, value]),
    ),
    secretKeys: Object.keys(SECRETS).map((key) => `tests:${key}`),
    ...options,
  });
}

/** The one resource of a name. */
export function named(plan: Plan, name: string): Resource {
  const found = plan.resources.filter((resource) => resource.name === name);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} resources are called ${name}`);
  return first;
}

/** What a local CloudMonitor has that a plan was loaded into. */
export function loaded(plan: Plan, api = memoryApi("cn-hangzhou")): RegionStore {
  loadProgram(api, readProgram(plan), { account: LOCAL_ACCOUNT, region: "cn-hangzhou" });
  return api.clouds.account(LOCAL_ACCOUNT).region("cn-hangzhou");
}
