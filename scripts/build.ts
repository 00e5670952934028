// Compiles the package into dist/lib: JavaScript and types of the components, the local clouds and the
// command, with the Worker's bundle and the schema for other languages beside them. Run by `npm run build` and before `npm pack`.
// With --noCheck the same comes out in half the time, for who has checked the types already.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SDK_FILE } from "../components/alibaba-cloud/sdk.ts";
import { bundleWorker, MAIN_MODULE } from "../components/receiver/bundle.ts";
import { bundleVendorSdk } from "./vendor-sdk.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const lib = join(root, "dist", "lib");

rmSync(lib, { recursive: true, force: true });
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
const compiled = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(1);

copyFileSync(join(root, "schema.json"), join(lib, "schema.json"));
// The command's first file, which must run on an older Node as it is.
copyFileSync(join(root, "cli", "entry.mjs"), join(lib, "cli", "entry.mjs"));
mkdirSync(join(lib, "worker"), { recursive: true });
writeFileSync(join(lib, "worker", MAIN_MODULE), bundleWorker(root));
bundleVendorSdk(root, join(lib, SDK_FILE));
