import { type Command, InvalidArgumentError } from "commander";
import { madeUpText } from "../program/evaluator/missing.ts";
import { dependentsOf, dependentsText } from "../program/model/unknown.ts";
import { type Answers, joinAnswers, readAnswers, readStackOutput } from "../program/project/answers.ts";
import type { EvaluatedProgram, ProjectOptions } from "../program/project/program.ts";

/** What every command that evaluates a program takes. */
export interface EvaluationOptions {
  directory: string;
  stack?: string;
  config?: Record<string, string>;
  stackOutput?: Answers;
  answers?: string;
}

/** Adds what is known besides the program: its configuration, other stacks, what a cloud would answer. */
export function withKnown(command: Command): Command {
  return command
    .option("--config <key=value>", "stack configuration; may be repeated (default: made up)", setting)
    .option(
      "--stack-output <stack.key=value>",
      "output of another stack, for StackReference; may be repeated (default: of its program beside)",
      stackOutput,
    )
    .option(
      "--answers <file>",
      "outputs of stacks, and what functions answer that ask a cloud (YAML: stacks, functions)",
    );
}

/** The options as `programOf` takes them. */
export function projectOptions({ directory, stack, config, ...known }: EvaluationOptions): ProjectOptions {
  return { directory, stack, ...(config && { config }), answers: answersOf(known) };
}

export function answersOf({ answers, stackOutput = {} }: Pick<EvaluationOptions, "answers" | "stackOutput">) {
  return joinAnswers(answers === undefined ? {} : readAnswers(answers), stackOutput);
}

/** The last lines of an output: what was not known or made up, and how it is given. */
export function notesOf({ program, unanswered, madeUp }: EvaluatedProgram): string[] {
  return [
    ...dependentsOf(program, unanswered).map(dependentsText),
    ...(madeUp.length === 0 ? [] : [madeUpText(madeUp, program.project)]),
  ];
}

type Texts = Record<string, string>;

/** Collects `--config key=value`, which may be repeated. */
function setting(text: string, before: Texts | undefined): Texts {
  return pair(text, before, "key=value");
}

/** Collects `--label name=text`, which may be repeated. */
export function namedText(text: string, before: Texts | undefined): Texts {
  return pair(text, before, "name=text");
}

function pair(text: string, before: Texts | undefined, form: string): Texts {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError(`must be ${form}`);
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

function stackOutput(text: string, before: Answers | undefined): Answers {
  const answer = readStackOutput(text);
  if (!answer) throw new InvalidArgumentError("must be stack.key=value");
  return joinAnswers(before ?? {}, answer);
}
