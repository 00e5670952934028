import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What Pulumi.yaml says that matters for running the program here. */
export interface Project {
  /** Folder of Pulumi.yaml. */
  directory: string;
  name: string;
  /** The language's host: `nodejs`, `yaml`, `python`, … */
  runtime: string;
  /** The program, relative to the folder. */
  main: string;
  /** Where the stacks' files are, relative to the folder. */
  stackConfigDir: string;
  /** Declared configuration by key, as it is written: without the project's name, or with another one's. */
  config: Record<string, ConfigKey>;
}

/** A key of the configuration that a project declares. */
export interface ConfigKey {
  type: string;
  secret: boolean;
  /** Undefined where it has none. */
  default: unknown;
}

const FILES = ["Pulumi.yaml", "Pulumi.yml"];

/** Whether a folder is one of a Pulumi program. */
export function hasProject(directory: string): boolean {
  return FILES.some((name) => existsSync(join(directory, name)));
}

/** Reads Pulumi.yaml of a folder. Throws with what is wrong. */
export function readProject(directory: string): Project {
  const name = FILES.find((each) => existsSync(join(directory, each)));
  if (name === undefined) {
    throw new Error(
      `${join(directory, "Pulumi.yaml")}: not found; run this in the folder of a Pulumi program`,
    );
  }
  const file = join(directory, name);
  const document = (parse(readFileSync(file, "utf8")) ?? {}) as Record<string, unknown>;
  if (!document.name) throw new Error(`${file}: name is missing`);
  // The old name of `stackConfigDir` was `config`, with a text.
  const [folder, config] =
    typeof document.config === "string" ? [document.config, {}] : [document.stackConfigDir, document.config];
  return {
    directory,
    name: String(document.name),
    runtime: runtimeOf(document.runtime),
    main: String(document.main ?? "."),
    stackConfigDir: String(folder ?? "."),
    config: Object.fromEntries(
      Object.entries((config ?? {}) as Record<string, unknown>).map(([key, value]) => [key, readKey(value)]),
    ),
  };
}

function runtimeOf(runtime: unknown): string {
  const name = typeof runtime === "object" && runtime !== null && "name" in runtime ? runtime.name : runtime;
  return String(name ?? NODE);
}

/** The host of programs that can be evaluated here. */
const NODE = "nodejs";

/** Says in a sentence why a program can't be evaluated here, and what to do; undefined if it can. */
export function notEvaluable({ directory, runtime, main }: Project): string | undefined {
  const where = join(directory, "Pulumi.yaml");
  if (runtime !== NODE)
    return `${where}: the runtime is ${runtime}, and only programs for Node.js are evaluated here; run \`pulumi preview --json > preview.json\` and give that to \`cloudmonitor-relay review --preview preview.json\``;
  if (!MAINS.some((end) => existsSync(join(directory, main + end))))
    return `${where}: the program ${join(directory, main)} is not there; build it first, e.g. with \`npm run build\``;
  return undefined;
}

/** What the host adds to the name of a program. */
const MAINS = ["", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"];

/** `key: value` is short for a key of the value's type that has it by default. */
function readKey(value: unknown): ConfigKey {
  if (typeof value !== "object" || Array.isArray(value)) {
    const type = Array.isArray(value) ? "array" : typeof value === "number" ? "integer" : typeof value;
    return { type, secret: false, default: value };
  }
  const given = (value ?? {}) as Record<string, unknown>;
  const { type = "string", secret = false, default: usual, value: fixed } = given;
  return { type: String(type), secret: secret === true, default: usual ?? fixed };
}
