// Records what the example programs deploy, to be compared with by the tests of later versions. Run it
// with each release, and before one only where the changelog says what changes: npm run record-plans
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "..", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "node", "tests/plans"], {
  stdio: "inherit",
  env: { ...process.env, RECORD_PLANS: "1" },
});
process.exit(status ?? 1);
