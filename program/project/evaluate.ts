import type { StackOutputs } from "../evaluator/engine.ts";
import { evaluate } from "../evaluator/evaluate.ts";
import type { Evaluation } from "../evaluator/plan.ts";
import { type Answers, lookupsOf } from "./answers.ts";
import { type Configuration, configurationOf } from "./configuration.ts";
import { notEvaluable, type Project, readProject } from "./project.ts";
import { siblingFolder, stackNamed } from "./siblings.ts";
import { readStackFile } from "./stack-file.ts";

/** An evaluated program, and those of the same repository whose outputs it took. */
export interface EvaluatedProject extends Evaluation {
  siblings: Sibling[];
}

interface Sibling extends Evaluation {
  configuration: Configuration;
}

interface Surroundings {
  answers?: Answers;
  /** Configuration with the name of a project, for the programs beside. */
  given?: Readonly<Record<string, string>>;
}

/**
 * What a project's program declares as one of its stacks. The outputs of another stack are those that are
 * given, else those of its program where that lies in the same repository; else they are not known. Throws
 * `ProgramError`.
 */
export function evaluateProject(
  project: Project,
  stack: string,
  configuration: Configuration,
  surroundings: Surroundings = {},
): Promise<EvaluatedProject> {
  return evaluateBeside(project, stack, configuration, surroundings, []);
}

/** `asking`: the stacks whose programs wait for this one. */
async function evaluateBeside(
  project: Project,
  stack: string,
  configuration: Configuration,
  surroundings: Surroundings,
  asking: readonly string[],
): Promise<EvaluatedProject> {
  const problem = notEvaluable(project);
  if (problem !== undefined) throw new Error(problem);
  const { directory, main, name } = project;
  const { config, secretKeys, standIns, declared } = configuration;
  const { answers = {} } = surroundings;
  const own = `${name}/${stack}`;
  const siblings: Sibling[] = [];

  async function stackOutputs(reference: string): Promise<StackOutputs | undefined> {
    const asked = stackNamed(reference, project);
    const waits = [...asking, own];
    if (waits.includes(`${asked.project}/${asked.stack}`)) return undefined;
    const folder = siblingFolder(directory, asked.project);
    if (folder === undefined) return undefined;
    const sibling = readProject(folder);
    if (notEvaluable(sibling) !== undefined) return undefined;
    const theirs = Object.entries(surroundings.given ?? {}).filter(([key]) => key.includes(":"));
    const file = readStackFile(sibling, asked.stack);
    const configured = configurationOf(sibling, Object.fromEntries(theirs), { file });
    const { siblings: further, ...evaluation } = await evaluateBeside(
      sibling,
      asked.stack,
      configured,
      surroundings,
      waits,
    );
    siblings.push(...further, { ...evaluation, configuration: configured });
    const secret = evaluation.secretOutputs.map((path) => path.split(".")[0] ?? "");
    return { outputs: evaluation.outputs, secret: [...new Set(secret)] };
  }

  const evaluation = await evaluate({
    directory,
    main,
    project: name,
    stack,
    config,
    secretKeys,
    madeUp: {
      standIns: standIns.map((key) => config[key] ?? ""),
      types: Object.fromEntries(declared.map(({ key, type }) => [key, type])),
    },
    lookups: lookupsOf(answers, config),
    ...(answers.stacks && { stacks: answers.stacks }),
    stackOutputs,
  });
  return { ...evaluation, siblings };
}
