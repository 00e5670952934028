import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Setting } from "./model/program.ts";

/** Configuration of a stack, as its file says it. */
export interface StackFile {
  /** Values in the open by full key, as Pulumi hands them to the program. */
  config: Record<string, string>;
  /** Encrypted values by full key: the cipher text, which nobody here can read. */
  secure: Record<string, string>;
}

/** Reads `Pulumi.<stack>.yaml`. Throws with what is wrong. */
export function readStackFile(directory: string, project: string, stack: string): StackFile {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const known = stacksOf(directory);
    const hint = known.length > 0 ? `; there are ${known.join(", ")}` : "";
    throw new Error(`${file}: not found: there is no configuration of a stack "${stack}"${hint}`);
  }
  return parseStackFile(text, project);
}

export function parseStackFile(text: string, project: string): StackFile {
  const { config } = (parse(text) ?? {}) as { config?: Record<string, unknown> };
  const file: StackFile = { config: {}, secure: {} };
  for (const [key, value] of Object.entries(config ?? {})) {
    const full = key.includes(":") ? key : `${project}:${key}`;
    const secrets = [...cipherTexts(value)];
    // Pulumi takes a whole value for secret as soon as something within is.
    if (secrets.length > 0) file.secure[full] = secrets.join("\n");
    else file.config[full] = typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  return file;
}

/** Names of the stacks that have a file, sorted. */
export function stacksOf(directory: string): string[] {
  return readdirSync(directory)
    .flatMap((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** What the checks may see of a configuration. */
export function settingsOf({ config, secure }: StackFile): Setting[] {
  return [
    ...Object.entries(config).map(([key, value]) => ({ key, secret: false, value })),
    ...Object.keys(secure).map((key) => ({ key, secret: true, value: "" })),
  ];
}

function* cipherTexts(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === "secure" && typeof each === "string") yield each;
    else yield* cipherTexts(each);
  }
}
