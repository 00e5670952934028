import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./imports.ts";

/** Preloaded: as if this were another Node. */
const as = (version: string) =>
  `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`,
  )}`;

/** A Node that says only that it was asked. */
function fakeNode(modules: string, version: string, says: string): void {
  const bin = join(modules, "node", "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(modules, "node", "package.json"), JSON.stringify({ version }));
  writeFileSync(join(bin, "node"), `#!/bin/sh\necho ${says} "$2"\n`);
  chmodSync(join(bin, "node"), 0o755);
}

/** The entry of a package that was installed, run with an older Node in a working directory that has a newer one. */
function run(beside?: string): { stdout: string; stderr: string; status: number | null } {
  const [project, elsewhere] = [mkdtempSync(join(tmpdir(), "entry-")), mkdtempSync(join(tmpdir(), "cwd-"))];
  const modules = join(project, "node_modules");
  const folder = join(modules, "cloudmonitor-relay", "dist", "lib", "cli");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(ROOT, "cli", "entry.mjs"), join(folder, "entry.mjs"));
  if (beside) fakeNode(modules, beside, "beside");
  fakeNode(join(elsewhere, "node_modules"), "24.0.0", "elsewhere");
  const args = [`--import=${as("20.20.2")}`, join(folder, "entry.mjs"), "lint"];
  return spawnSync(process.execPath, args, { cwd: elsewhere, encoding: "utf8" });
}

test("an older Node says which one is needed, and no stack", () => {
  const { stderr, stdout, status } = run();
  expect(stderr).toBe("error: Node 22.18 or newer is needed; this is 20.20.2\n");
  expect([stdout, status]).toEqual(["", 2]);
});

test("a newer Node beside the package is used, never one of the working directory", () => {
  expect(run("22.18.0")).toMatchObject({ stdout: "beside lint\n", status: 0 });
  expect(run("22.17.1")).toMatchObject({ stdout: "", status: 2 });
});

test("a Node that is new enough runs the command", () => {
  const { stdout, status } = spawnSync(process.execPath, [join(ROOT, "cli", "entry.mjs"), "--help"], {
    encoding: "utf8",
  });
  expect(stdout).toContain("Usage: cloudmonitor-relay");
  expect(status).toBe(0);
}, 60_000);
