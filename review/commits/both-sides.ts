import { dirname, join, relative, resolve, sep } from "node:path";
import { optionKey } from "../../program/evaluator/missing.ts";
import type { Plan, Unanswered } from "../../program/evaluator/plan.ts";
import type { Answers } from "../../program/project/answers.ts";
import { configurationOf, REGION } from "../../program/project/configuration.ts";
import { evaluateProject } from "../../program/project/evaluate.ts";
import { LOCAL_REGION } from "../../program/project/made-up.ts";
import { hasProject, type Project, readProject } from "../../program/project/project.ts";
import { readStackFile, type StackFile, stackNames } from "../../program/project/stack-file.ts";
import { emptyProgram, type ReviewedProgram, readReviewed } from "../program.ts";
import { buildProgram, provideDependencies } from "./dependencies.ts";
import { commitOf, forkPoint, repositoryOf, withWorktree } from "./git.ts";
import { lineLinks } from "./links.ts";

interface CommitOptions {
  /** Folder of the Pulumi program. */
  directory: string;
  base: string;
  /** Default: the working tree as it is. */
  head: string | undefined;
  /** Default: every stack that has a file on either side. */
  stacks: string[];
  /** Configuration that is given, by key. */
  config: Record<string, string>;
  /** What is known of other stacks and of the clouds. Default: nothing. */
  answers?: Answers;
  /** URL of a line, with `{commit}`, `{file}` and `{line}`. Default: as the pipeline's environment has it. */
  link?: string | undefined;
  progress: (text: string) => void;
}

/** A stack on both sides of the change. */
export interface StackSides {
  stack: string;
  before: ReviewedProgram;
  after: ReviewedProgram;
  files: { before: StackFile | undefined; after: StackFile | undefined };
  /** Keys that no file has, and that were made up to evaluate the program. */
  madeUp: string[];
  /** What the program asks for on either side, and nobody here knows. */
  unanswered: Unanswered[];
  /** Whether encrypted texts can be compared. */
  comparable: boolean;
}

export interface BothSides {
  /** Commits, full; the head is undefined for the working tree. */
  base: string;
  head: string | undefined;
  /** URL of a line of the head, with `{file}` and `{line}`. */
  lines?: string | undefined;
  stacks: StackSides[];
}

/** Stack of a program whose stacks have no files in the repository. */
const NO_STACK = "local";

/**
 * Evaluates a program at the commit where the head left the base, and at the head, for each stack.
 * The checkouts stay for as long as `use` runs. Needs no credentials, and the network only to install
 * dependencies of a lockfile that differs.
 */
export async function withBothSides<T>(
  options: CommitOptions,
  use: (sides: BothSides) => Promise<T>,
): Promise<T> {
  const { directory, progress } = options;
  const { root, prefix } = await repositoryOf(directory);
  const head = options.head === undefined ? undefined : await commitOf(root, options.head);
  const base = await forkPoint(root, await commitOf(root, options.base), head ?? "HEAD");

  const checkedOut = <R>(commit: string, inside: (folder: string) => Promise<R>) =>
    withWorktree(root, commit, async (tree) => {
      await provideDependencies(root, tree, prefix, progress);
      if (hasProject(join(tree, prefix))) await buildProgram(join(tree, prefix), progress);
      return inside(join(tree, prefix));
    });
  const both = async (before: string, after: string) =>
    use({
      base,
      head,
      lines: await lineLinks(root, head, options.link),
      stacks: await evaluateStacks(before, after, prefix, options),
    });
  return checkedOut(base, (before) =>
    head === undefined ? both(before, join(root, prefix)) : checkedOut(head, (after) => both(before, after)),
  );
}

async function evaluateStacks(
  before: string,
  after: string,
  prefix: string,
  options: CommitOptions,
): Promise<StackSides[]> {
  const hadProgram = hasProject(before);
  const [old, now] = [hadProgram ? stackNames(readProject(before)) : [], stackNames(readProject(after))];
  const found = [...new Set([...old, ...now])].sort();
  const names = options.stacks.length > 0 ? options.stacks : found.length > 0 ? found : [NO_STACK];
  const stacks: StackSides[] = [];
  for (const stack of names) {
    options.progress(`evaluating the program on both sides (stack ${stack})`);
    // A stack that has a file on one side only comes or goes; one without any is on both.
    const filed = found.includes(stack);
    const on = {
      before: hadProgram && (!filed || old.includes(stack)),
      after: !filed || now.includes(stack),
    };
    stacks.push(await evaluateStack(stack, { before, after }, prefix, on, options));
  }
  return stacks;
}

async function evaluateStack(
  stack: string,
  folders: { before: string; after: string },
  prefix: string,
  on: { before: boolean; after: boolean },
  options: CommitOptions,
): Promise<StackSides> {
  const file = (folder: string, there: boolean) =>
    there ? readStackFile(readProject(folder), stack) : undefined;
  const files = { before: file(folders.before, on.before), after: file(folders.after, on.after) };
  const comparable =
    files.before === undefined ||
    files.after === undefined ||
    files.before.encryption === files.after.encryption;
  const sides = (["before", "after"] as const).map((side) => {
    const project = readProject(on[side] ? folders[side] : folders[side === "before" ? "after" : "before"]);
    const given = { file: files[side], comparable };
    return { side, project, configuration: configurationOf(project, options.config, given) };
  });
  // Both to the end, so that the same one is complained of every time.
  const settled = await Promise.allSettled(
    sides.map(async ({ side, project, configuration }) => {
      if (!on[side]) return { program: emptyProgram(project.name, stack), madeUp: [], unanswered: [] };
      try {
        const { madeUp, unanswered, ...plan } = await evaluateProject(project, stack, configuration, {
          answers: options.answers,
          given: options.config,
        });
        const { config, secretKeys } = configuration;
        const secrets = secretKeys.map((key) => config[key] ?? "");
        const program = readReviewed(
          withoutFolders(plan, project, prefix, Object.values(folders)),
          config[REGION] ?? LOCAL_REGION,
          secrets,
        );
        return { program, madeUp: madeUp.map(({ key }) => optionKey(key, project.name)), unanswered };
      } catch (error) {
        const where =
          side === "before"
            ? `at the base (${options.base})`
            : `at the head (${options.head ?? "working tree"})`;
        throw new Error(
          `the program ${where} can't be evaluated:\n${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  );
  const [before, after] = settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
  if (!before || !after) throw new Error("unreachable");
  return {
    stack,
    before: before.program,
    after: after.program,
    files,
    comparable,
    madeUp: [...new Set([...before.madeUp, ...after.madeUp])].sort(),
    unanswered: [...before.unanswered, ...after.unanswered].filter(
      ({ name }, index, all) => all.findIndex((each) => each.name === name) === index,
    ),
  };
}

/**
 * Where a commit is checked out is no part of what a program means: a path within the program's folder reads
 * the same on both sides, and so does one that leads out of it, within the repository. `folders`: of both sides.
 */
function withoutFolders(plan: Plan, { directory, main }: Project, prefix: string, folders: string[]): Plan {
  const plain = (folder: string) => (folder.endsWith(sep) ? folder.slice(0, -1) : folder);
  const own = plain(directory);
  const roots = folders.map((folder) => plain(resolve(folder, relative(prefix || ".", "."))));
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") {
      const whole = value.startsWith(`..${sep}`) ? resolve(dirname(resolve(own, main)), value) : value;
      return roots.reduce((text, root) => text.replaceAll(root, REPOSITORY), whole.replaceAll(own, "."));
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  const root = plain(resolve(own, relative(prefix || ".", ".")));
  return {
    ...plan,
    resources: plan.resources.map((resource) => ({
      ...resource,
      inputs: walk(resource.inputs) as Record<string, unknown>,
      position: resource.position && { ...resource.position, file: relative(root, resource.position.file) },
    })),
  };
}

/** Stands for the folder of the repository, which is another one on each machine. */
const REPOSITORY = "(repository)";
