import { resolve } from "node:path";
import type { MissingKey, Unanswered } from "../evaluator/plan.ts";
import { type Program, readProgram } from "../model/program.ts";
import type { Answers } from "./answers.ts";
import { configurationOf, REGION } from "./configuration.ts";
import { evaluateProject } from "./evaluate.ts";
import { readProject } from "./project.ts";
import { requireStackFile } from "./stack-file.ts";

export interface ProjectOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  /** Stack whose file is read. Default: none. */
  stack?: string | undefined;
  /** Configuration that is given instead, by key. */
  config?: Record<string, string>;
  /** What is known of other stacks and of the clouds. */
  answers?: Answers;
}

/** A program that was evaluated, and what it was evaluated with. */
export interface EvaluatedProgram {
  program: Program;
  /** Programs of the same repository whose outputs it takes. */
  siblings: Program[];
  config: Record<string, string>;
  /** What was made up of the configuration. */
  madeUp: MissingKey[];
  unanswered: Unanswered[];
}

/**
 * What the program of a folder declares. What is encrypted in the stack's file, or required and missing, is
 * made up: no credentials and no passphrase are needed. Throws what a person can read.
 */
export async function programOf(options: ProjectOptions): Promise<EvaluatedProgram> {
  const { stack, config: given = {}, answers = {} } = options;
  const project = readProject(resolve(options.directory));
  const file = stack === undefined ? undefined : requireStackFile(project, stack);
  const configuration = configurationOf(project, given, { file });
  const evaluated = await evaluateProject(project, stack ?? "local", configuration, { answers, given });
  const { config } = configuration;
  const { siblings, madeUp, unanswered, ...plan } = evaluated;
  return {
    program: readProgram({ ...plan, region: config[REGION], plainConfig: file?.values ?? {} }),
    siblings: siblings.map(({ configuration: { config }, ...each }) =>
      readProgram({ ...each, region: config[REGION] }),
    ),
    config,
    madeUp: [...madeUp, ...siblings.flatMap((each) => each.madeUp)],
    unanswered,
  };
}
