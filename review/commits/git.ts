import { execFile } from "node:child_process";
import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs git in a folder and answers what it prints. Throws with what git says. */
async function git(directory: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await run("git", ["-C", directory, ...args], {
      maxBuffer: 64 * 1024 * 1024,
      // A program is no large file, and fetching one would need the network and credentials.
      env: { ...process.env, GIT_LFS_SKIP_SMUDGE: "1", GIT_TERMINAL_PROMPT: "0" },
    });
    return stdout.trim();
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`git ${args[0]}: ${(stderr ?? message).trim()}`);
  }
}

interface Repository {
  root: string;
  /** Path of the program's folder within it; empty for the root. */
  prefix: string;
}

export async function repositoryOf(directory: string): Promise<Repository> {
  try {
    const [root, prefix] = (await git(directory, ["rev-parse", "--show-toplevel", "--show-prefix"])).split(
      "\n",
    );
    return { root: root ?? directory, prefix: prefix ?? "" };
  } catch {
    throw new Error(`${directory}: is not in a git repository, so there is nothing to compare with`);
  }
}

/** The commit that a name means. */
export async function commitOf(root: string, name: string): Promise<string> {
  try {
    return await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  } catch {
    const shallow = (await git(root, ["rev-parse", "--is-shallow-repository"])) === "true";
    const hint = shallow
      ? "this clone is shallow: fetch the whole history (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"
      : "is it spelt right, and fetched?";
    throw new Error(`"${name}" is no commit of this repository; ${hint}`);
  }
}

/** Whether the working tree is as its commit is, as far as git keeps it. */
export async function isClean(root: string): Promise<boolean> {
  return (await git(root, ["status", "--porcelain", "--untracked-files=no"])) === "";
}

/** Where the head left the base: what others did there since is no part of the change. */
export async function forkPoint(root: string, base: string, head: string): Promise<string> {
  try {
    return await git(root, ["merge-base", base, head]);
  } catch {
    // Unrelated, or too shallow to know.
    return base;
  }
}

/**
 * Checks a commit out into a temporary folder for as long as `use` runs; the folder is removed however
 * that ends, and at the latest when the process is asked to end. Hooks don't run.
 */
export async function withWorktree<T>(
  root: string,
  commit: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const holder = await mkdtemp(join(tmpdir(), "cloudmonitor-relay-review-"));
  const folder = join(holder, "tree");
  const remove = async () => {
    // A link to the head's node_modules goes before anything could follow it.
    await rm(holder, { recursive: true, force: true });
    await git(root, ["worktree", "prune"]);
  };
  const end = (signal: NodeJS.Signals) => {
    remove().finally(() => {
      process.removeListener("SIGINT", end);
      process.removeListener("SIGTERM", end);
      process.kill(process.pid, signal);
    });
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    await git(root, [
      "-c",
      "core.hooksPath=/dev/null",
      "worktree",
      "add",
      "--detach",
      "--quiet",
      folder,
      commit,
    ]);
    return await use(folder);
  } finally {
    process.removeListener("SIGINT", end);
    process.removeListener("SIGTERM", end);
    await remove();
  }
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
