import { spawn } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { notEvaluable, readProject } from "../../program/project/project.ts";
import { projectFolders } from "../../program/project/siblings.ts";
import { exists } from "./git.ts";

/**
 * Lockfiles, and what installs exactly what is in each without running the packages' scripts. Sources:
 * https://docs.npmjs.com/cli/commands/npm-ci, https://pnpm.io/cli/install,
 * https://yarnpkg.com/cli/install and https://classic.yarnpkg.com/en/docs/cli/install
 */
const INSTALLERS: Record<string, (lockfile: string) => [command: string, ...args: string[]]> = {
  "package-lock.json": npmCi,
  "npm-shrinkwrap.json": npmCi,
  "pnpm-lock.yaml": () => ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts"],
  // Yarn 2 and later writes what version the lockfile has; the classic one does not.
  "yarn.lock": (lockfile) =>
    lockfile.includes("__metadata:")
      ? ["yarn", "install", "--immutable", "--mode=skip-build"]
      : ["yarn", "install", "--frozen-lockfile", "--ignore-scripts"],
};

function npmCi(): [string, ...string[]] {
  return ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
}

/**
 * Gives a checked-out commit its dependencies: with the lockfile that the working tree has, the
 * installed ones by link; else those of its own lockfile, installed beside it. Scripts of packages
 * don't run. What other programs of the repository have is linked too: their outputs may be asked for.
 * `folder` and `prefix` are of the checkout, `root` of the repository.
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
  } else {
    progress(`installing the dependencies of the other commit, whose ${lock} differs`);
    const text = await readFile(join(folder, lock), "utf8");
    const [command, ...args] = (INSTALLERS[lock.slice(lock.lastIndexOf("/") + 1)] ?? npmCi)(text);
    await run(join(folder, dirname(lock)), command, args);
  }
  for (const program of projectFolders(folder)) await link(join(root, relative(folder, program)), program);
}

/**
 * Builds the program of a checked-out commit where what Pulumi runs is no part of the commit: `main` of
 * Pulumi.yaml in a folder of compiled files, and a script `build` in package.json.
 */
export async function buildProgram(directory: string, progress: (text: string) => void): Promise<void> {
  const manifest = await readFile(join(directory, "package.json"), "utf8").catch(() => "{}");
  const { scripts } = JSON.parse(manifest) as { scripts?: Record<string, string> };
  if (notEvaluable(readProject(directory)) === undefined || scripts?.build === undefined) return;
  progress("building the program of the other commit");
  await run(directory, "npm", ["run", "--silent", "build"]);
}

/** The program's folder and those above it, up to the repository's root: `["infra/alerts", "infra", ""]`. */
function levelsOf(prefix: string): string[] {
  const parts = prefix.split("/").filter(Boolean);
  return [...parts.keys(), parts.length].map((index) => parts.slice(0, parts.length - index).join("/"));
}

async function lockfileOf(folder: string, levels: string[]): Promise<string | undefined> {
  for (const level of levels) {
    for (const name of Object.keys(INSTALLERS)) {
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

/** Its own words go to stderr: stdout is the review's. */
async function run(directory: string, command: string, args: string[]): Promise<void> {
  const windows = process.platform === "win32";
  const needs = `\`${[command, ...args].join(" ")}\` is what gives the other commit its dependencies; install ${command}, or merge the change of dependencies on its own first`;
  const child = spawn(command, args, { cwd: directory, stdio: ["ignore", 2, 2], shell: windows });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", (error: NodeJS.ErrnoException) =>
      failed(error.code === "ENOENT" ? new Error(`${command} is not installed here, and ${needs}`) : error),
    );
    child.on("close", done);
  });
  if (code !== 0)
    throw new Error(`\`${[command, ...args].join(" ")}\` failed in ${relative(process.cwd(), directory)}`);
}
