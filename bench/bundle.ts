import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { BUNDLING, buildBundle } from "../components/receiver/bundle.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The deployed bundle. */
export function deployedBundle(): string {
  return readFileSync(buildBundle(ROOT, join(ROOT, "receiver", "worker.ts")), "utf8");
}

/** A Worker of the bench's own, bundled as the deployed one is. */
export function benchBundle(file: string): string {
  const { outputFiles } = buildSync({ ...BUNDLING, entryPoints: [join(ROOT, "bench", file)] });
  return outputFiles[0]?.text ?? "";
}
