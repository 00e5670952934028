import { resolve } from "node:path";
import type { Plan } from "../../program/evaluator/plan.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { configurationOf, REGION } from "../../program/project/configuration.ts";
import { evaluateProject } from "../../program/project/evaluate.ts";
import { readProject } from "../../program/project/project.ts";
import { requireStackFile } from "../../program/project/stack-file.ts";
import { type CheckSettings, readSettings, SETTINGS_KEY } from "./settings.ts";

export interface EvaluatedOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  /** Stack whose file is read. Default: none, and every value is made up. */
  stack?: string | undefined;
  /** Configuration that is given instead, by key. */
  config?: Record<string, string>;
}

export interface Evaluated {
  plan: Plan;
  program: Program;
  settings: CheckSettings;
}

/**
 * Evaluates a program for the checks, with the configuration of a stack. What is encrypted there, or
 * missing, is made up: no credentials and no passphrase are needed. Throws what a person can read.
 */
export async function evaluated(options: EvaluatedOptions): Promise<Evaluated> {
  const directory = resolve(options.directory);
  const project = readProject(directory);
  const { stack } = options;
  const file = stack === undefined ? undefined : requireStackFile(project, stack);
  const configuration = configurationOf(project, options.config ?? {}, { file });
  const settings = readSettings(configuration.config[SETTINGS_KEY]);
  const plan = await evaluateProject(project, stack ?? "local", configuration);
  const region = configuration.config[REGION];
  return { plan, program: readProgram({ ...plan, region, plainConfig: file?.values ?? {} }), settings };
}
