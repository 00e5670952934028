import { resolve } from "node:path";
import { type Program, readProgram } from "../model/program.ts";
import { configurationOf, REGION } from "./configuration.ts";
import { evaluateProject } from "./evaluate.ts";
import { readProject } from "./project.ts";
import { requireStackFile } from "./stack-file.ts";

interface ProjectOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  /** Stack whose file is read. Default: none, and every value is made up. */
  stack?: string | undefined;
  /** Configuration that is given instead, by key. */
  config?: Record<string, string>;
}

/**
 * What the program of a folder declares, and the configuration that it was evaluated with. What is encrypted
 * in the stack's file, or missing, is made up: no credentials and no passphrase are needed. Throws what a
 * person can read.
 */
export async function programOf(
  options: ProjectOptions,
): Promise<{ program: Program; config: Record<string, string> }> {
  const { stack, config: given = {} } = options;
  const project = readProject(resolve(options.directory));
  const file = stack === undefined ? undefined : requireStackFile(project, stack);
  const configuration = configurationOf(project, given, { file });
  const plan = await evaluateProject(project, stack ?? "local", configuration);
  const { config } = configuration;
  const program = readProgram({ ...plan, region: config[REGION], plainConfig: file?.values ?? {} });
  return { program, config };
}
