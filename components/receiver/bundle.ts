import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

/** Name of the module inside the upload, and of its file in the published package. */
export const MAIN_MODULE = "worker.mjs";

/** How a Worker is bundled: one module, minified, with nothing in it that changes from run to run. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: "es2022",
  external: ["cloudflare:workers"],
  write: false,
  logLevel: "silent",
} satisfies BuildOptions & { write: false };

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const inRepository = existsSync(join(root, "receiver", "worker.ts"));

/** Read or made once in a process: a program of many receivers, or a test of many programs, has one source. */
let code: string | undefined;

/**
 * The receiver's code, one module, the same bytes for everybody who has the same version. In the published
 * package it lies beside the compiled components; in the repository it is made from the source whenever
 * that has changed, so that what is deployed is what is there.
 */
export function workerCode(): string {
  code ??= inRepository ? bundleOfSource() : readFileSync(join(root, "worker", MAIN_MODULE), "utf8");
  return code;
}

/** SHA-256 of the code in hexadecimal: what tells one version's Worker from another's. */
export function workerSha256(): string {
  return createHash("sha256").update(workerCode()).digest("hex");
}

/** What was bundled from the same files with the same dependencies, or is now. */
function bundleOfSource(): string {
  const hash = createHash("sha256").update(JSON.stringify(BUNDLING));
  const files = globSync("receiver/**/*.{ts,tsx}", { cwd: root }).sort();
  for (const file of [...files, "package-lock.json"])
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  const folder = join(root, "node_modules", ".cache", "worker");
  const file = join(folder, `${hash.digest("hex")}.mjs`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const made = bundleWorker(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Whole or not there at all: others may be reading.
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

/** Bundles the Worker of the repository at `root`. */
export function bundleWorker(root: string): string {
  // A dependency of the repository, not of the package.
  const { buildSync } = createRequire(import.meta.url)("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    ...BUNDLING,
    absWorkingDir: root,
    entryPoints: [join(root, "receiver", "worker.ts")],
  });
  return outputFiles[0]?.text ?? "";
}
