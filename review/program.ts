import type { Plan } from "../program/evaluator/plan.ts";
import { type Program, readProgram } from "../program/model/program.ts";
import { LOCAL_REGION } from "../program/project/made-up.ts";
import { secretTexts } from "./secrets.ts";

/** What a program declares on one side of a change, with what a review has to know besides. */
export interface ReviewedProgram extends Program {
  /** Region of the stack's own account. */
  readonly region: string;
  readonly outputs: Plan["outputs"];
  readonly secretOutputs: Plan["secretOutputs"];
  /** Texts that must not be seen. */
  readonly secrets: readonly string[];
}

/** `configuration`: values of the stack's secret keys, whatever the program made of them. */
export function readReviewed(
  plan: Omit<Plan, "diagnostics">,
  region: string = LOCAL_REGION,
  configuration: readonly string[] = [],
): ReviewedProgram {
  const { outputs, secretOutputs } = plan;
  const program = readProgram({ ...plan, region });
  return { ...program, region, outputs, secretOutputs, secrets: secretTexts(plan, configuration) };
}

/** A program that declares nothing: what stands on one side where a stack comes or goes. */
export function emptyProgram(project: string, stack: string): ReviewedProgram {
  return readReviewed({ project, stack, resources: [], outputs: {}, secretOutputs: [] });
}
