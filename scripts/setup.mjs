// Installs the pinned dependencies when they are missing or older than the lockfile.
// Runs before `npm start`, `npm test` and their like; works on any Node from 20 up,
// because what it installs includes the Node that everything else runs on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".cloudmonitor-relay-setup");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const installed = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
if (!installed) {
  console.error("Installing dependencies (once; about a minute) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm's own report goes to stderr, so that `npm start -- --json` prints JSON only.
  const run = spawnSync(npm, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error(`setup: "npm ${args.join(" ")}" failed; run it by hand in ${root} to see why.`);
    process.exit(run.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
