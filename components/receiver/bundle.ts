import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { DESTINATION_KINDS } from "../../receiver/destinations/setups.ts";
import { bundleInParts } from "./bundling.ts";

/** The Worker's code as Cloudflare takes it. */
export interface Bundle {
  /** Path of the one module, relative to the working directory, so that it is the same on every machine. */
  file: string;
  /** SHA-256 of the file in hexadecimal; the provider refuses a file that does not match it. */
  sha256: string;
}

/** Name of the module inside the upload. */
export const MAIN_MODULE = "worker.mjs";

/** The file in the published package that the Workers are cut from. */
export const PARTS = "parts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const inRepository = existsSync(join(root, "receiver", "worker.ts"));
const folder = inRepository ? join(root, "dist", "worker") : join(root, "worker");

/** Read or made once in a process: a program of many receivers, or a test of many programs, has one source. */
let parts: string | undefined;

/**
 * The receiver with the adapters of some kinds of destinations; of all of them by default. It is cut from
 * what lies beside the compiled components in the published package. In the repository that is made from
 * the source at every evaluation, so that what is deployed is what is there. The same source and kinds
 * always give the same bytes. Where the package was installed by somebody else and its folder can't be
 * written to, it is the Worker with all kinds, which does the same.
 */
export function workerBundle(kinds: readonly string[] = DESTINATION_KINDS): Bundle {
  parts ??= inRepository ? bundleInParts(root) : readFileSync(join(folder, PARTS), "utf8");
  const file = join(folder, fileNameOf(kinds));
  const text = cutBundle(parts, kinds);
  try {
    write(file, text);
    return bundleOf(file, text);
  } catch (error) {
    if (inRepository) throw error;
    return bundleOf(join(folder, PARTS), parts);
  }
}

/** Writes only what changed: another evaluation may be reading it at this moment. */
function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function bundleOf(file: string, text: string): Bundle {
  return { file: relative(process.cwd(), file), sha256: createHash("sha256").update(text).digest("hex") };
}

/** What some kinds of destinations need of a bundle in parts. */
export function cutBundle(parts: string, kinds: readonly string[]): string {
  // The comments are captured, so that they and the parts below them take turns.
  const [, ...turns] = parts.split(/\/\*! ([\w -]*?) ?\*\/\n?/);
  return turns
    .filter((_, index) => {
      const needed = turns[index - 1];
      return index % 2 === 1 && (!needed || needed.split(" ").some((kind) => kinds.includes(kind)));
    })
    .join("");
}

/** `worker.ilert.slack.mjs`: two programs of one folder may have different kinds. */
function fileNameOf(kinds: readonly string[]): string {
  const left = DESTINATION_KINDS.filter((kind) => kinds.includes(kind));
  return left.length === DESTINATION_KINDS.length ? MAIN_MODULE : ["worker", ...left.sort(), "mjs"].join(".");
}
