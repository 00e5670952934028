import { spawn } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";

/** Finds a program on PATH. */
function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why tests with the real engine can't run here; undefined where they can. */
export const WITHOUT_ENGINE =
  onPath("pulumi") && onPath("pulumi-language-nodejs")
    ? undefined
    : "skipped: `pulumi` is not on PATH (https://www.pulumi.com/docs/iac/download-install/)";

/** The same for programs that need the alicloud provider. */
export const WITHOUT_ALICLOUD =
  WITHOUT_ENGINE ??
  (onPath("pulumi-resource-alicloud")
    ? undefined
    : "skipped: the alicloud plugin is not on PATH (`pulumi plugin install resource alicloud`, and its folder on PATH)");

/** What the engine made of a command. */
export interface Outcome {
  ok: boolean;
  /** Everything that was printed, long lines cut. */
  output: string;
  /** How many resources each operation befell, or would, e.g. `{ create: 1, unchanged: 4 }`. */
  changes: Record<string, number>;
  /** What the engine did, or would, in the order in which it began. */
  steps: Step[];
}

/** One step of the engine that changes something. */
export interface Step {
  /** As the engine names it: create, update, replace, create-replacement, delete-replaced, delete … */
  op: string;
  type: string;
  name: string;
  /** Top-level inputs that differ. */
  inputs: string[];
}

export interface StackOptions {
  /** The program, a file of tests/programs. */
  program: string;
  /** Configuration by key. */
  config: Record<string, string>;
  /** Configuration that is secret. */
  secrets: Record<string, string>;
  /** What Pulumi.yaml says besides. */
  project?: Record<string, unknown>;
  /**
   * Environment of the engine, its plugins and the program; or what makes it, given the folder with
   * Pulumi.yaml, before the stack is.
   */
  env: Record<string, string> | ((folder: string) => Promise<Record<string, string>>);
  /** Name of the project. Default: `relay`. */
  name?: string;
  /** Most time of one command, in milliseconds: then it is interrupted, and fails. Default: any. */
  limit?: number;
  /** Another stack whose backend it shares, so that it can refer to that one. */
  beside?: Stack;
}

/** Name of every stack. */
export const STACK = "test";

/** Time that an interrupted command has to end, in milliseconds. */
const TO_END = 15_000;

/** A stack of the real Pulumi, with its state in a folder that is gone afterwards. */
export class Stack {
  readonly #folder = mkdtempSync(join(tmpdir(), "relay-engine-"));
  readonly #backend: string;
  readonly #options: StackOptions;
  #env: Record<string, string> = {};

  private constructor(options: StackOptions) {
    this.#options = options;
    this.#backend = options.beside ? options.beside.#backend : join(this.#folder, "state");
  }

  static async open(options: StackOptions): Promise<Stack> {
    const stack = new Stack(options);
    stack.#write();
    stack.#env = typeof options.env === "function" ? await options.env(stack.#folder) : options.env;
    await stack.#must(["stack", "init", STACK]);
    const { config, secrets } = options;
    const all = [
      ...Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
      ...Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
    ];
    if (all.length > 0) await stack.#must(["config", "set-all", ...all]);
    return stack;
  }

  /** An update that has to succeed. `config` is what changes in the configuration, from now on. */
  async up(config: Record<string, string> = {}, ...args: string[]): Promise<Outcome> {
    const outcome = await this.tryUp(config, ...args);
    if (!outcome.ok) throw new Error(errorsOf(outcome.output));
    return outcome;
  }

  /** An update that may fail. */
  tryUp(config: Record<string, string> = {}, ...args: string[]): Promise<Outcome> {
    const changes = Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
    return this.#change(["up", "--yes", "--skip-preview", ...args, ...changes]);
  }

  preview(...args: string[]): Promise<Outcome> {
    return this.#change(["preview", ...args]);
  }

  /** Takes in what the clouds have now. */
  refresh(): Promise<Outcome> {
    return this.#change(["refresh", "--yes", "--skip-preview"]);
  }

  /** Gives a resource, with what is below it, to another stack of the same backend, as the state has it. */
  async move(urn: string, to: Stack): Promise<void> {
    const whole = (stack: Stack) => `organization/${stack.#options.name ?? "relay"}/${STACK}`;
    await this.#must(["state", "move", "--yes", "--source", whole(this), "--dest", whole(to), urn]);
  }

  /** Sets configuration from now on. */
  async configure(config: Record<string, string>): Promise<void> {
    const all = Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    await this.#must(["config", "set-all", ...all]);
  }

  /** Takes in what exists, as a file for `pulumi import` says. */
  import(file: string): Promise<Outcome> {
    const settings = ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"];
    return this.#change(["import", "--file", file, ...settings]);
  }

  /** Lets everything be deleted. */
  async unprotect(): Promise<void> {
    await this.#must(["state", "unprotect", "--all", "--yes"]);
  }

  destroy(): Promise<Outcome> {
    return this.#change(["destroy", "--yes", "--skip-preview"]);
  }

  /** The stack's outputs, secrets too. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.#must(["stack", "output", "--json", "--show-secrets"]));
  }

  /** The state as it is kept. */
  state(): Promise<string> {
    return this.#must(["stack", "export"]);
  }

  /** The same with secrets in clear, as `verify` reads it. */
  exported(): Promise<string> {
    return this.#must(["stack", "export", "--show-secrets"]);
  }

  /** Where a command beside the engine finds the stack: its folder, and the engine's environment. */
  get place(): { folder: string; env: Record<string, string> } {
    return { folder: this.#folder, env: this.#environment() };
  }

  /** Forgets everything that was deployed, as if the state had been lost. */
  async lose(): Promise<void> {
    await this.#must(["stack", "rm", "--yes", "--force", "--preserve-config", STACK]);
    await this.#must(["stack", "init", STACK]);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(): void {
    const plugins = join(this.#folder, "plugins");
    for (const folder of [plugins, this.#backend]) mkdirSync(folder, { recursive: true });
    const stored = fileURLToPath(new URL("cloudflare-plugin/main.ts", import.meta.url));
    // Of the CLI's own distribution: the provider whose resources a program brings with it.
    const dynamic = fileURLToPath(import.meta.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js"));
    for (const [name, main] of [["cloudflare", stored] as const, ["pulumi-nodejs", dynamic] as const]) {
      const wrapper = join(plugins, `pulumi-resource-${name}`);
      writeFileSync(wrapper, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
      chmodSync(wrapper, 0o755);
    }
    const alicloud = onPath("pulumi-resource-alicloud");
    const project = {
      name: this.#options.name ?? "relay",
      runtime: { name: "nodejs", options: { typescript: false } },
      ...this.#options.project,
      main: this.#options.program,
      plugins: {
        providers: [
          { name: "cloudflare", path: plugins },
          { name: "pulumi-nodejs", path: plugins },
          ...(alicloud ? [{ name: "alicloud", path: dirname(alicloud) }] : []),
        ],
      },
    };
    writeFileSync(join(this.#folder, "Pulumi.yaml"), stringify(project));
  }

  async #change(args: string[]): Promise<Outcome> {
    const log = join(this.#folder, "events.jsonl");
    rmSync(log, { force: true });
    const { code, stdout, stderr } = await this.#run([
      ...args,
      "--stack",
      STACK,
      "--diff",
      "--event-log",
      log,
    ]);
    return {
      ok: code === 0,
      output: readable(stdout + stderr),
      changes: changesOf(stdout),
      steps: stepsOf(log),
    };
  }

  async #must(args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#run(args);
    if (code !== 0) throw new Error(`pulumi ${args[0]} failed: ${stdout}${stderr}`);
    return stdout;
  }

  #environment(): Record<string, string> {
    const { PATH = "", HOME = "" } = process.env;
    return {
      PATH: `${dirname(process.execPath)}${delimiter}${PATH}`,
      HOME,
      PULUMI_CONFIG_PASSPHRASE: "made-up",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // For `--event-log`, which tells the order of the steps.
      PULUMI_DEBUG_COMMANDS: "1",
      ...this.#env,
      PULUMI_BACKEND_URL: `file://${this.#backend}`,
    };
  }

  #run(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: this.#environment(),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString();
    });
    const { limit } = this.#options;
    // Interrupted once, the engine ends its plugins; should it not, it is ended itself.
    const timers =
      limit === undefined
        ? []
        : [
            setTimeout(() => child.kill("SIGINT"), limit),
            setTimeout(() => child.kill("SIGKILL"), limit + TO_END),
          ];
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        for (const timer of timers) clearTimeout(timer);
        resolve({ code, stdout, stderr });
      });
    });
  }
}

/** Longest line of an output, in characters: the Worker's code is one of many thousands. */
const LONGEST_LINE = 1000;

function readable(output: string): string {
  const lines = output.split("\n");
  return lines
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line))
    .join("\n");
}

/** The part of a long output that says what went wrong. */
function errorsOf(output: string): string {
  const at = output.search(/^\s*error: /m);
  return at === -1 ? output.slice(-2000) : output.slice(at, at + 2000);
}

/** Steps that change nothing. */
const IDLE = ["same", "read", "refresh"];

function stepsOf(log: string): Step[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.flatMap((line) => {
    const { metadata } = JSON.parse(line).resourcePreEvent ?? {};
    if (!metadata || IDLE.includes(metadata.op)) return [];
    const { op, type, urn, detailedDiff } = metadata as {
      op: string;
      type: string;
      urn: string;
      detailedDiff?: Record<string, unknown> | null;
    };
    const inputs = new Set(Object.keys(detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0] ?? path));
    return [{ op, type, name: urn.slice(urn.lastIndexOf("::") + 2), inputs: [...inputs] }];
  });
}

/** What the summary at the end counts, in the tense of an update and of a preview. */
const COUNT = /(\d+) (?:to )?(create|update|delete|replace|unchanged)d?\b/g;

function changesOf(stdout: string): Record<string, number> {
  const [, summary = ""] = stdout.split(/^Resources:$/m);
  const counts = [...summary.matchAll(COUNT)].map(([, count, operation]) => [operation, Number(count)]);
  return Object.fromEntries(counts);
}
