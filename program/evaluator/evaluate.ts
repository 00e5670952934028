import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, extname, resolve } from "node:path";
import { Engine, type StackOutputs } from "./engine.ts";
import { LOCAL_LOOKUPS, type Lookups } from "./lookups.ts";
import { madeUpText, unansweredText } from "./missing.ts";
import { withPlaces } from "./places.ts";
import type { Diagnostic, Evaluation, MissingKey, Plan } from "./plan.ts";
import { type MadeUpSettings, SETTINGS } from "./required.ts";

export interface EvaluateOptions {
  /** Folder of Pulumi.yaml. */
  directory: string;
  /** The program: a file or folder, relative to the folder. */
  main: string;
  project: string;
  stack: string;
  /** Configuration by full key, e.g. `cloudmonitor-relay:hostname`. */
  config: Record<string, string>;
  /** Full keys whose values are secret. */
  secretKeys?: string[];
  /** What is known of made-up configuration. Default: nothing, and whatever else is required is made up too. */
  madeUp?: MadeUpSettings;
  /** Leave ids and computed outputs unknown, as a preview does. Default: false, as in an update. */
  preview?: boolean;
  /** Answers to functions that ask a cloud, besides those that are always known. */
  lookups?: Lookups;
  /** Outputs of other stacks, for StackReference. */
  stacks?: Record<string, Record<string, unknown>>;
  /** The same for stacks that are not in `stacks`; undefined where nobody knows them. Default: nobody does. */
  stackOutputs?: (name: string) => Promise<StackOutputs | undefined>;
  /**
   * Leave Pulumi's SDK as it is, which is slower and knows fewer positions: for measuring what a program
   * costs under Pulumi itself. Default: false.
   */
  unchangedSdk?: boolean;
}

/** The program failed. The message is what Pulumi would have shown, with every component's mistakes and their places. */
export class ProgramError extends Error {
  readonly diagnostics: Diagnostic[];

  /** `notes`: what may be the reason besides what the program says. */
  constructor(stack: string, { diagnostics, resources }: Plan, rest: string, notes: string[] = []) {
    const errors = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => withPlaces(message.trimEnd(), resources));
    const said = errors.length > 0 ? errors : [rest || "the program failed without a word"];
    const lines = said.flatMap((each) => `error: ${each}`.split("\n")).map((line) => `    ${line}`);
    super(["Diagnostics:", `  pulumi:pulumi:Stack (${stack}):`, ...lines, ...notes].join("\n"));
    this.name = "ProgramError";
    this.diagnostics = diagnostics;
  }
}

/** What is loaded into the program's process before it. */
const PRELOADED = (name: string) =>
  `--import=${new URL(`${name}${extname(import.meta.url)}`, import.meta.url)}`;

/** Variables that change what the providers' SDKs do: a plan must not depend on who makes it. */
const FOREIGN = /^(ALICLOUD_|ALIBABA_CLOUD_|CLOUDFLARE_|PULUMI_)/;

/**
 * Runs a Pulumi program with Pulumi's own Node host against a small engine, and answers what it
 * declares. Needs no account, no credentials and no Pulumi CLI; creates nothing. What it requires of the
 * configuration and nobody gave is made up. Where it asks for something that nobody here knows, it is run as a
 * preview, in which that is unknown; ids are known all the same. Throws `ProgramError`.
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const asked = new Map<string, Promise<StackOutputs | undefined>>();
  const stackOutputs = (name: string) => {
    const given = options.stacks?.[name];
    const outputs = given
      ? Promise.resolve({ outputs: given, secret: [] })
      : (asked.get(name) ?? options.stackOutputs?.(name) ?? Promise.resolve(undefined));
    asked.set(name, outputs);
    return outputs;
  };
  const preview = options.preview ?? false;
  const first = await evaluateOnce(options, { preview, knownIds: !preview, stackOutputs });
  if (preview || first.unanswered.length === 0) return orThrow(first, options);
  return orThrow(await evaluateOnce(options, { preview: true, knownIds: true, stackOutputs }), options);
}

interface Run extends Evaluation {
  /** Why it failed, as far as no diagnostic says it; undefined if it did not. */
  failure: string | undefined;
}

async function evaluateOnce(
  options: EvaluateOptions,
  how: {
    preview: boolean;
    knownIds: boolean;
    stackOutputs: (name: string) => Promise<StackOutputs | undefined>;
  },
): Promise<Run> {
  const { project, stack } = options;
  const engine = new Engine({ project, stack, ...how, lookups: { ...LOCAL_LOOKUPS, ...options.lookups } });
  const address = await engine.listen();
  try {
    const { code, output, madeUp } = await run(resolve(options.directory), address, options, how.preview);
    const unanswered = engine.unanswered.filter(
      ({ name }, index, all) => all.findIndex((each) => each.name === name) === index,
    );
    return { ...engine.plan(), madeUp, unanswered, failure: code === 0 ? undefined : output.trim() };
  } finally {
    engine.close();
  }
}

function orThrow({ failure, ...evaluation }: Run, { project, stack }: EvaluateOptions): Evaluation {
  if (failure === undefined) return evaluation;
  const { madeUp, unanswered } = evaluation;
  throw new ProgramError(`${project}-${stack}`, evaluation, failure, [
    ...unanswered.map(unansweredText),
    ...(madeUp.length === 0 ? [] : [madeUpText(madeUp, project)]),
  ]);
}

async function run(
  directory: string,
  address: string,
  options: EvaluateOptions,
  preview: boolean,
): Promise<{ code: number | null; output: string; madeUp: MissingKey[] }> {
  const host = createRequire(resolve(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run/index.js");
  const program = resolve(directory, options.main);
  const args = [
    ...(options.unchangedSdk
      ? []
      : [
          "on-demand",
          "script-urls",
          "positions",
          "find-all",
          "required",
          "resolution",
          "unknown-answers",
        ].map(PRELOADED)),
    host,
    `--monitor=${address}`,
    `--engine=${address}`,
    `--project=${options.project}`,
    `--stack=${options.stack}`,
    "--organization=organization",
    `--root-directory=${directory}`,
    `--pwd=${dirname(program)}`,
    ...(preview ? ["--dry-run"] : []),
    program,
  ];
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const child = spawn(process.execPath, args, {
    cwd: dirname(program),
    env: {
      ...Object.fromEntries(inherited),
      PULUMI_CONFIG: JSON.stringify(options.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
      [SETTINGS]: JSON.stringify(options.madeUp ?? { standIns: [], types: {} }),
      // The host reads the program as it is: no ts-node.
      PULUMI_NODEJS_TYPESCRIPT: "false",
      // An output that is made into text by mistake must be an error, not a rule with "Calling [toString]…" in it.
      PULUMI_ERROR_OUTPUT_STRING: "true",
    },
    // The last one is what `required.ts` writes to.
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let output = "";
  let madeUp = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  child.stdio[3]?.on("data", (data: Buffer) => {
    madeUp += data.toString();
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  const keys = madeUp
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as MissingKey);
  const byKey = new Map(keys.map((each) => [each.key, each]));
  return { code, output, madeUp: [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}
