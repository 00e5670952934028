import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { resolve } from "node:path";

/** Folders in which nothing is written by hand. */
const IGNORED = /(?:^|[\\/])(?:node_modules|\.git|\.cache|dist)(?:[\\/]|$)/;
/** Editors write a file in several steps, in milliseconds. */
const SETTLED = 200;

/**
 * Runs a command again, each time in a process of its own, whenever a file of the program's folder changes. Ends with
 * Ctrl-C. `args` are the command's own, without `--watch`.
 */
export async function watchAndRun(args: readonly string[], directory: string): Promise<void> {
  const end = new AbortController();
  let child = run(args);
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(resolve(directory), { recursive: true, signal: end.signal }, (_, file) => {
    if (file === null || IGNORED.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      child.kill("SIGTERM");
      process.stderr.write(`\n${file} changed\n`);
      child = run(args);
    }, SETTLED);
  });
  await new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => done());
  });
  clearTimeout(timer);
  watcher.on("error", () => {});
  end.abort();
  child.kill("SIGTERM");
}

function run(args: readonly string[]) {
  return spawn(process.execPath, [process.argv[1] ?? "", ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}
