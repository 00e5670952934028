import { resolve } from "node:path";
import { evaluate } from "../../program/evaluator/evaluate.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { localConfig, madeUp, readProject } from "../../program/project.ts";
import { readStackFile, type StackFile, settingsOf } from "../../program/stack-file.ts";
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

const NO_FILE: StackFile = { config: {}, secure: {} };

/**
 * Evaluates a program for the checks, with the configuration of a stack. What is encrypted there, or
 * missing, is made up: no credentials and no passphrase are needed. Throws what a person can read.
 */
export async function evaluated(options: EvaluatedOptions): Promise<Evaluated> {
  const directory = resolve(options.directory);
  const project = readProject(directory);
  const { stack } = options;
  const file = stack === undefined ? NO_FILE : readStackFile(directory, project.name, stack);
  const secrets = Object.keys(file.secure).map((key) => [key, madeUp(key, "string", true)] as const);
  const given = { ...Object.fromEntries(secrets), ...file.config, ...options.config };
  const { config, secretKeys } = localConfig(project, given);
  const settings = readSettings(config[SETTINGS_KEY]);
  const plan = await evaluate({
    directory,
    main: project.main,
    project: project.name,
    stack: stack ?? "local",
    config,
    secretKeys: [...new Set([...secretKeys, ...Object.keys(file.secure)])],
  });
  const region = config["alicloud:region"];
  return { plan, program: readProgram({ ...plan, region, settings: settingsOf(file) }), settings };
}
