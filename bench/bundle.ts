import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { BUNDLING } from "../components/receiver/bundle.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A Worker of the bench's own, bundled as the deployed one is. `root`: of the repository. */
export function benchBundle(file: string, root = ROOT): string {
  const { outputFiles } = buildSync({ ...BUNDLING, entryPoints: [join(root, "bench", file)] });
  return outputFiles[0]?.text ?? "";
}
