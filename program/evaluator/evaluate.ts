import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, extname, resolve } from "node:path";
import { Engine } from "./engine.ts";
import { LOCAL_LOOKUPS, type Lookups } from "./lookups.ts";
import type { Diagnostic, Plan } from "./plan.ts";

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
  /** Leave ids and computed outputs unknown, as a preview does. Default: false, as in an update. */
  preview?: boolean;
  lookups?: Lookups;
  /** Outputs of other stacks, for StackReference. */
  stacks?: Record<string, Record<string, unknown>>;
  /**
   * Leave Pulumi's SDK as it is, which is slower and knows fewer positions: for measuring what a program
   * costs under Pulumi itself. Default: false.
   */
  unchangedSdk?: boolean;
}

/** The program failed. The message is what Pulumi would have shown. */
export class ProgramError extends Error {
  readonly diagnostics: Diagnostic[];

  constructor(stack: string, diagnostics: Diagnostic[], rest: string) {
    const errors = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.trimEnd());
    const said = errors.length > 0 ? errors : [rest || "the program failed without a word"];
    const lines = said.flatMap((each) => `error: ${each}`.split("\n")).map((line) => `    ${line}`);
    super(["Diagnostics:", `  pulumi:pulumi:Stack (${stack}):`, ...lines].join("\n"));
    this.name = "ProgramError";
    this.diagnostics = diagnostics;
  }
}

const POSITIONS = `--import=${new URL(`positions${extname(import.meta.url)}`, import.meta.url)}`;

/** Variables that change what the providers' SDKs do: a plan must not depend on who makes it. */
const FOREIGN = /^(ALICLOUD_|ALIBABA_CLOUD_|CLOUDFLARE_|PULUMI_)/;

/**
 * Runs a Pulumi program with Pulumi's own Node host against a small engine, and answers what it
 * declares. Needs no account, no credentials and no Pulumi CLI; creates nothing. Throws `ProgramError`.
 */
export async function evaluate(options: EvaluateOptions): Promise<Plan> {
  const directory = resolve(options.directory);
  const engine = new Engine({
    project: options.project,
    stack: options.stack,
    preview: options.preview ?? false,
    lookups: { ...LOCAL_LOOKUPS, ...options.lookups },
    stacks: options.stacks ?? {},
  });
  const address = await engine.listen();
  try {
    const { code, output } = await run(directory, address, options);
    const plan = engine.plan();
    if (code !== 0)
      throw new ProgramError(`${options.project}-${options.stack}`, plan.diagnostics, output.trim());
    return plan;
  } finally {
    engine.close();
  }
}

async function run(
  directory: string,
  address: string,
  options: EvaluateOptions,
): Promise<{ code: number | null; output: string }> {
  const host = createRequire(resolve(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run/index.js");
  const program = resolve(directory, options.main);
  const args = [
    ...(options.unchangedSdk ? [] : [POSITIONS]),
    host,
    `--monitor=${address}`,
    `--engine=${address}`,
    `--project=${options.project}`,
    `--stack=${options.stack}`,
    "--organization=organization",
    `--root-directory=${directory}`,
    `--pwd=${dirname(program)}`,
    ...(options.preview ? ["--dry-run"] : []),
    program,
  ];
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const child = spawn(process.execPath, args, {
    cwd: dirname(program),
    env: {
      ...Object.fromEntries(inherited),
      PULUMI_CONFIG: JSON.stringify(options.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
      // The host reads the program as it is: no ts-node.
      PULUMI_NODEJS_TYPESCRIPT: "false",
      // An output that is made into text by mistake must be an error, not a rule with "Calling [toString]…" in it.
      PULUMI_ERROR_OUTPUT_STRING: "true",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    output += data.toString();
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  return { code, output };
}
