import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { localConfig, madeUp, type Project } from "../../program/project.ts";

/** What a stack's file says, as it lies in the repository: secrets are encrypted, and stay so. */
export interface StackFile {
  /** Plain values by full key. */
  values: Record<string, string>;
  /** Encrypted texts by full key; a structured value with a secret inside counts as one. */
  encrypted: Record<string, string>;
  /** What the texts are encrypted with: another one makes another text of the same secret. */
  encryption: string;
}

const FILE = /^Pulumi\.(.+)\.ya?ml$/;

/** Names of the stacks whose files lie beside Pulumi.yaml. */
export function stacksIn(directory: string): string[] {
  return readdirSync(stackFolder(directory))
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .sort();
}

/** `stackConfigDir` of Pulumi.yaml, or its folder. */
function stackFolder(directory: string): string {
  const { stackConfigDir } = (parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8")) ?? {}) as {
    stackConfigDir?: string;
  };
  return join(directory, stackConfigDir ?? ".");
}

/** Reads the file of a stack; undefined if there is none. */
export function readStackFile(directory: string, project: string, stack: string): StackFile | undefined {
  const folder = stackFolder(directory);
  const name = readdirSync(folder).find((each) => FILE.exec(each)?.[1] === stack);
  if (name === undefined) return undefined;
  const document = (parse(readFileSync(join(folder, name), "utf8")) ?? {}) as Record<string, unknown>;
  const file: StackFile = {
    values: {},
    encrypted: {},
    encryption: JSON.stringify([document.secretsprovider, document.encryptedkey, document.encryptionsalt]),
  };
  for (const [key, value] of Object.entries((document.config ?? {}) as Record<string, unknown>)) {
    const full = key.includes(":") ? key : `${project}:${key}`;
    if (holdsSecret(value)) file.encrypted[full] = JSON.stringify(value);
    else file.values[full] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return file;
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "secure") || Object.values(value).some(holdsSecret);
}

export interface Resolved {
  config: Record<string, string>;
  secretKeys: string[];
  /** Declared keys whose values are neither in the file nor given: made up. The project's own without its name. */
  madeUp: string[];
}

/**
 * Stand-ins for what can't be known here, the same on both sides: an encrypted text stands for one
 * value however often it is met, and another text for another value.
 */
export type StandIns = Map<string, string>;

/** The configuration that a program is evaluated with. */
export function resolveConfig(
  project: Project,
  file: StackFile | undefined,
  given: Record<string, string>,
  standIns: StandIns,
  /** Whether encrypted texts of both sides can be compared; else every secret counts as unchanged. */
  comparable = true,
): Resolved {
  const plain = { ...file?.values, ...withProject(project.name, given) };
  const { config, secretKeys } = localConfig(project, plain);
  const encrypted = file?.encrypted ?? {};
  const invented: string[] = [];
  for (const key of new Set([...Object.keys(config), ...Object.keys(encrypted)])) {
    if (plain[key] !== undefined) continue;
    const text = encrypted[key];
    if (text === undefined && hasDefault(project, key)) continue;
    const memory = `${key}\n${comparable ? (text ?? "") : ""}`;
    const value =
      standIns.get(memory) ?? (text === undefined ? config[key] : standIn(project, key, text)) ?? "";
    standIns.set(memory, value);
    config[key] = value;
    if (text === undefined && declared(project, key)) invented.push(key.replace(`${project.name}:`, ""));
  }
  return {
    config,
    secretKeys: [...new Set([...secretKeys, ...Object.keys(encrypted)])],
    madeUp: invented.sort(),
  };
}

function withProject(project: string, given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]),
  );
}

/** A value for an encrypted text: of the declared type, and with the structure that the file shows. */
function standIn(project: Project, key: string, text: string): string {
  const value = JSON.parse(text) as unknown;
  const fill = (each: unknown, name: string): unknown => {
    if (typeof each !== "object" || each === null) return each;
    if (Object.hasOwn(each, "secure")) return madeUp(name, "string", true);
    if (Array.isArray(each)) return each.map((one) => fill(one, name));
    return Object.fromEntries(Object.entries(each).map(([inner, one]) => [inner, fill(one, inner)]));
  };
  if (Object.hasOwn(value as object, "secure"))
    return madeUp(key, declared(project, key)?.type ?? "string", true);
  return JSON.stringify(fill(value, key));
}

function declared(project: Project, key: string): Project["config"][string] | undefined {
  return project.config[key] ?? project.config[key.slice(`${project.name}:`.length)];
}

function hasDefault(project: Project, key: string): boolean {
  return declared(project, key)?.default !== undefined;
}
