import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Project } from "./project.ts";

/** Configuration of a stack as its file says it. Nobody here can read what is encrypted. */
export interface StackFile {
  /** Values in the open by full key, as Pulumi hands them to the program. */
  values: Record<string, string>;
  /**
   * What is encrypted, by full key, as JSON of how it is written: `{"secure":"…"}`, or a structure with such
   * a thing inside, all of which Pulumi takes for secret.
   */
  encrypted: Record<string, string>;
  /** What the texts are encrypted with: another one makes another text of the same secret. */
  encryption: string;
}

const FILE = /^Pulumi\.(.+)\.ya?ml$/;

/** Names of the stacks that have a file, sorted. */
export function stackNames(project: Project): string[] {
  return filesOf(project)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .sort();
}

/** Where a stack's file is, or would be. */
export function stackFilePath(project: Project, stack: string): string {
  const name = filesOf(project).find((each) => FILE.exec(each)?.[1] === stack);
  return join(folderOf(project), name ?? `Pulumi.${stack}.yaml`);
}

/** Reads a stack's file; undefined if there is none. */
export function readStackFile(project: Project, stack: string): StackFile | undefined {
  const path = stackFilePath(project, stack);
  return existsSync(path) ? parseStackFile(readFileSync(path, "utf8"), project.name) : undefined;
}

/** The same for a stack that somebody has named. Throws, with those that there are, if it has no file. */
export function requireStackFile(project: Project, stack: string): StackFile {
  const file = readStackFile(project, stack);
  if (file) return file;
  const known = stackNames(project);
  const hint = known.length > 0 ? `; there are ${known.join(", ")}` : "";
  throw new Error(
    `${stackFilePath(project, stack)}: not found: there is no configuration of a stack "${stack}"${hint}`,
  );
}

export function parseStackFile(text: string, project: string): StackFile {
  const document = (parse(text) ?? {}) as Record<string, unknown>;
  const file: StackFile = {
    values: {},
    encrypted: {},
    encryption: JSON.stringify([document.secretsprovider, document.encryptedkey, document.encryptionsalt]),
  };
  for (const [key, value] of Object.entries((document.config ?? {}) as Record<string, unknown>)) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    file[holdsSecret(value) ? "encrypted" : "values"][fullKey(project, key)] = text;
  }
  return file;
}

/** A key with the name that it belongs to: the project's own where none is written. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function folderOf({ directory, stackConfigDir }: Project): string {
  return join(directory, stackConfigDir);
}

function filesOf(project: Project): string[] {
  const folder = folderOf(project);
  return existsSync(folder) ? readdirSync(folder) : [];
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "secure") || Object.values(value).some(holdsSecret);
}
