import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

/** The Worker's code as Cloudflare takes it. */
export interface Bundle {
  /** Path of the one module, relative to the working directory, so that it is the same on every machine. */
  file: string;
  /** SHA-256 of the file in hexadecimal; the provider refuses a file that does not match it. */
  sha256: string;
}

/** Name of the module inside the upload. */
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

/** Made once in a process: a program of many receivers, or a test of many programs, has one source. */
let built: string | undefined;

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The bundle of the receiver. In the published package it lies beside the compiled components. In the
 * repository it is made from the source at every evaluation, so that what is deployed is what is there;
 * the same source always gives the same bytes.
 */
export function workerBundle(): Bundle {
  const root = join(here, "..", "..");
  const source = join(root, "receiver", "worker.ts");
  if (existsSync(source)) built ??= buildBundle(root, source);
  const file = built ?? join(here, "..", "..", "worker", MAIN_MODULE);
  return {
    file: relative(process.cwd(), file) || MAIN_MODULE,
    sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
  };
}

/** Bundles the Worker into `dist/worker/` below `root` and answers the file. */
export function buildBundle(root: string, source: string): string {
  const esbuild = createRequire(import.meta.url)("esbuild") as typeof import("esbuild");
  const { outputFiles } = esbuild.buildSync({ ...BUNDLING, absWorkingDir: root, entryPoints: [source] });
  const [output] = outputFiles;
  if (!output) throw new Error("the Worker's bundle is empty");
  const file = join(root, "dist", "worker", MAIN_MODULE);
  // Written only when it changed: another evaluation may be reading it at this moment.
  if (!existsSync(file) || !readFileSync(file).equals(output.contents)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, output.contents);
  }
  return file;
}
