import { evaluate } from "../evaluator/evaluate.ts";
import type { Plan } from "../evaluator/plan.ts";
import type { Configuration } from "./configuration.ts";
import type { Project } from "./project.ts";

/** What a project's program declares as one of its stacks. Throws `ProgramError`. */
export function evaluateProject(
  { directory, main, name }: Project,
  stack: string,
  { config, secretKeys }: Configuration,
): Promise<Plan> {
  return evaluate({ directory, main, project: name, stack, config, secretKeys });
}
