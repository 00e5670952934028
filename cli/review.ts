import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { styleText } from "node:util";
import { Command } from "commander";
import { toMarkdown } from "../review/comment/markdown.ts";
import { withBothSides } from "../review/commits/both-sides.ts";
import { readExports } from "../review/page-counts/exports.ts";
import { readDigest } from "../review/preview/digest.ts";
import { type Review, reviewOf, reviewOfPreviews, type StackReview } from "../review/review.ts";
import { printFailure } from "./failure.ts";
import { answersOf, type EvaluationOptions, withKnown } from "./options.ts";

interface Options extends Omit<EvaluationOptions, "stack"> {
  base: string | undefined;
  head: string | undefined;
  stack?: string[];
  data: string | undefined;
  preview?: string[];
  link?: string;
  json: boolean;
  output: string | undefined;
  exitCode: boolean;
}

/** Exit codes: what a script may rely on. */
const EXIT = { changed: 1, unusable: 2 } as const;

export function reviewCommand(): Command {
  const command = new Command("review")
    .summary("say what a change of the program means, as a comment for its pull request")
    .description(
      "Evaluates the program where the change began and as it is now (no account, no credentials, no Pulumi CLI), and writes as Markdown what differs: who is paged, sooner or later, what opens and closes incidents, where they go.",
    )
    .option("--base <ref>", "branch or commit that the change is for, e.g. origin/main")
    .option("--head <ref>", "commit of the change (default: the working tree as it is)")
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--stack <name>", "a stack; may be repeated (default: every stack with a file)", list);
  return withKnown(command)
    .option("--data <folder>", "exported metric data (CSV): how often the changed rules would have paged")
    .option("--preview <file>", "what `pulumi preview --json` wrote, of a stack; may be repeated", list)
    .option(
      "--link <url>",
      "where a line of the head is, with {commit}, {file} and {line} (default: by GitHub's or GitLab's environment)",
    )
    .option("--json", "print JSON, with the Markdown as `comment`", false)
    .option("-o, --output <file>", "write there instead of to the terminal")
    .option("--exit-code", "end with 1 where anything changes", false)
    .addHelpText(
      "after",
      `
What others did on the base since the change began is left out. Secrets are told as changed, never shown:
an encrypted value of a stack's file is a stand-in, the same one for the same text.

Exit codes:
  0  the review is written
  1  with --exit-code: it is, and something changes
  2  the program, a commit or an option is not usable

Examples:
  cloudmonitor-relay review --base origin/main
  cloudmonitor-relay review --base origin/main --stack production --output review.md
  cloudmonitor-relay review --base v1.4.0 --head v1.5.0 --json
  cloudmonitor-relay review --base origin/main --data exported/

  pulumi preview --json > preview.json
  cloudmonitor-relay review --base origin/main --stack production --preview preview.json

  pulumi refresh --preview-only --json > drift.json     # what was changed in the console, and how
  cloudmonitor-relay review --preview drift.json`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run({ ...options, directory: resolve(options.directory) });
    });
}

async function run(options: Options): Promise<number> {
  const { json, output } = options;
  try {
    const review = await reviewed(options);
    const comment = toMarkdown(review);
    const text = json ? `${JSON.stringify({ ...review, comment }, null, 2)}\n` : comment;
    if (output === undefined) process.stdout.write(text);
    else writeFileSync(output, text);
    return options.exitCode && review.stacks.some(changesAnything) ? EXIT.changed : 0;
  } catch (error) {
    printFailure(error);
    return EXIT.unusable;
  }
}

async function reviewed(options: Options): Promise<Review> {
  const { base, stack: stacks = [], config = {} } = options;
  const previews = (options.preview ?? []).map(readDigest);
  if (base === undefined) {
    if (previews.length === 0 || options.data !== undefined)
      throw new Error("--base is missing: say what the change is for, e.g. --base origin/main");
    return reviewOfPreviews(previews);
  }
  const data = options.data === undefined ? undefined : readExports(options.data);
  const known = { config, answers: answersOf(options) };
  return withBothSides({ ...options, ...known, base, stacks, progress }, (sides) => {
    if (data) progress("playing the metric data through the changed rules");
    return reviewOf(sides, { data, previews });
  });
}

function changesAnything({ changes, configuration, preview }: StackReview): boolean {
  const real = preview ? preview.steps.length + preview.drift.length : 0;
  return changes.length + configuration.length + real > 0;
}

/** For whoever waits at a terminal; a log of it would only be noise. */
function progress(text: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`${styleText("dim", `${text} …`, { stream: process.stderr })}\n`);
}

function list(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}
