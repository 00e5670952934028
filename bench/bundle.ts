import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { workerBundle } from "../components/receiver/bundle.ts";
import { BUNDLING } from "../components/receiver/bundling.ts";
import { planOf } from "../local/running-program.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The Worker with every kind of destination. */
export function wholeBundle(): string {
  return readFileSync(workerBundle().file, "utf8");
}

/** The Worker that the program of the repository declares. */
export async function declaredBundle(): Promise<string> {
  const { plan } = await planOf({ directory: ROOT });
  const [receiver] = plan.resources
    .filter(({ type }) => type === "cloudflare:index/workersScript:WorkersScript")
    .slice(-1);
  return readFileSync(join(ROOT, String(receiver?.inputs.contentFile)), "utf8");
}

/** A Worker of the bench's own, bundled as the deployed one is. */
export function benchBundle(file: string): string {
  const { outputFiles } = buildSync({ ...BUNDLING, entryPoints: [join(ROOT, "bench", file)] });
  return outputFiles[0]?.text ?? "";
}
