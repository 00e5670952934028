import { spawn } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { exists } from "./git.ts";

/** Lockfiles, and what installs from each. Only npm is asked to install: the others' commands differ by version. */
const LOCKFILES = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"];
const NPM = ["package-lock.json", "npm-shrinkwrap.json"];

/**
 * Gives a checked-out commit its dependencies: with the lockfile that the working tree has, the
 * installed ones by link; else those of its own lockfile, installed beside it. Scripts of packages
 * don't run. `folder` and `prefix` are of the checkout, `root` of the repository.
 */
export async function provideDependencies(
  root: string,
  folder: string,
  prefix: string,
  progress: (text: string) => void,
): Promise<void> {
  const levels = levelsOf(prefix);
  const lock = await lockfileOf(folder, levels);
  if (lock === undefined || (await sameFile(join(root, lock), join(folder, lock)))) {
    for (const level of levels) await link(join(root, level), join(folder, level));
    return;
  }
  const name = lock.slice(lock.lastIndexOf("/") + 1);
  if (!NPM.includes(name)) {
    throw new Error(
      `${lock} differs between the commits, and only npm's lockfiles are installed from here; merge the change of dependencies on its own first`,
    );
  }
  progress(`installing the dependencies of the other commit, whose ${lock} differs`);
  await npmCi(join(folder, dirname(lock)));
}

/** The program's folder and those above it, up to the repository's root: `["infra/alerts", "infra", ""]`. */
function levelsOf(prefix: string): string[] {
  const parts = prefix.split("/").filter(Boolean);
  return [...parts.keys(), parts.length].map((index) => parts.slice(0, parts.length - index).join("/"));
}

async function lockfileOf(folder: string, levels: string[]): Promise<string | undefined> {
  for (const level of levels) {
    for (const name of LOCKFILES) {
      if (await exists(join(folder, level, name))) return join(level, name);
    }
  }
  return undefined;
}

async function link(from: string, to: string): Promise<void> {
  const [source, target] = [join(from, "node_modules"), join(to, "node_modules")];
  if ((await exists(source)) && (await exists(to)) && !(await exists(target))) await symlink(source, target);
}

async function sameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((each) => readFile(each, "utf8").catch(() => undefined)));
  return one !== undefined && one === other;
}

/** npm's own words go to stderr: stdout is the review's. */
async function npmCi(directory: string): Promise<void> {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(npm, args, {
    cwd: directory,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  if (code !== 0)
    throw new Error(`npm ${args[0]} failed for the lockfile of ${relative(process.cwd(), directory)}`);
}
