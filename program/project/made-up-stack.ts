import { randomBytes } from "node:crypto";
import type { MissingKey } from "../evaluator/plan.ts";
import { type Configuration, configurationOf, fill } from "./configuration.ts";
import { evaluateProject } from "./evaluate.ts";
import type { Project } from "./project.ts";

/**
 * A whole configuration for a stack that Pulumi itself runs on this machine: with a value for each key that
 * the project declares, which Pulumi demands before it runs a program, and for what the program requires
 * besides. Secrets are new each time.
 */
export async function madeUpConfiguration(
  project: Project,
  stack: string,
  given: Record<string, string>,
): Promise<Configuration> {
  const seed = randomBytes(24).toString("base64url");
  const configuration = configurationOf(project, given, { seed });
  fill(configuration, [...configuration.declared, ...(await required(project, stack, given))], seed);
  return configuration;
}

/** A program that can't be evaluated here may still run there: Pulumi says what it lacks. */
async function required(
  project: Project,
  stack: string,
  given: Record<string, string>,
): Promise<MissingKey[]> {
  try {
    const { madeUp } = await evaluateProject(project, stack, configurationOf(project, given));
    return madeUp;
  } catch {
    return [];
  }
}
