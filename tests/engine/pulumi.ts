import { spawn } from "node:child_process";
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  /** Everything that was printed. */
  output: string;
  /** How many resources each operation befell, or would, e.g. `{ create: 1, unchanged: 4 }`. */
  changes: Record<string, number>;
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
}

/** Name of every stack. */
export const STACK = "test";

/** A stack of the real Pulumi, with its state in a folder that is gone afterwards. */
export class Stack {
  readonly #folder = mkdtempSync(join(tmpdir(), "relay-engine-"));
  readonly #options: StackOptions;
  #env: Record<string, string> = {};

  private constructor(options: StackOptions) {
    this.#options = options;
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
    if (!outcome.ok) throw new Error(outcome.output);
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
    for (const folder of [plugins, join(this.#folder, "state")]) mkdirSync(folder);
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
      name: "relay",
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
    const { code, stdout, stderr } = await this.#run([...args, "--stack", STACK, "--diff"]);
    return { ok: code === 0, output: stdout + stderr, changes: changesOf(stdout) };
  }

  async #must(args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#run(args);
    if (code !== 0) throw new Error(`pulumi ${args[0]} failed: ${stdout}${stderr}`);
    return stdout;
  }

  #run(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${dirname(process.execPath)}${delimiter}${PATH}`,
        HOME,
        PULUMI_CONFIG_PASSPHRASE: "made-up",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        ...this.#env,
        PULUMI_BACKEND_URL: `file://${join(this.#folder, "state")}`,
      },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString();
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
  }
}

/** What the summary at the end counts, in the tense of an update and of a preview. */
const COUNT = /(\d+) (?:to )?(create|update|delete|replace|unchanged)d?\b/g;

function changesOf(stdout: string): Record<string, number> {
  const [, summary = ""] = stdout.split(/^Resources:$/m);
  const counts = [...summary.matchAll(COUNT)].map(([, count, operation]) => [operation, Number(count)]);
  return Object.fromEntries(counts);
}
