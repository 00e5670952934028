// Records what the example programs deploy, to be compared with by the tests of later versions, and the
// SHA-256 of the Worker in the changelog's newest section. Run it with each release, and before one only where
// the changelog says what changes: npm run record-plans
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { workerSha256 } from "../components/receiver/bundle.ts";

const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "..", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "node", "tests/plans"], {
  stdio: "inherit",
  env: { ...process.env, RECORD_PLANS: "1" },
});

const changelog = new URL("../CHANGELOG.md", import.meta.url);
const before = readFileSync(changelog, "utf8").replace(/^The Worker's SHA-256 is .*\n\n/m, "");
const line = `The Worker's SHA-256 is \`${workerSha256()}\`.`;
writeFileSync(
  changelog,
  before.replace(/^## .*\n/m, (heading) => `${heading}\n${line}\n`),
);
process.exit(status ?? 1);
