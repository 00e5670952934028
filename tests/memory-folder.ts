import { mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "/dev/shm";
const ENOUGH = 2 * 1024 ** 3;

/**
 * A folder in memory for this process and those that it starts, gone when it ends; undefined where Linux'
 * folder in memory is missing, has no room, or lets no programs run. Workers write each transaction of their
 * databases through to the disk, and waiting for that is two thirds of their tests.
 */
export function memoryFolder(): string | undefined {
  try {
    const mount = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .findLast((line) => line.split(" ")[1] === FOLDER);
    const { bavail, bsize } = statfsSync(FOLDER);
    if (!mount || mount.includes("noexec") || bavail * bsize < ENOUGH) return undefined;
    const folder = mkdtempSync(join(FOLDER, "cloudmonitor-relay-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  } catch {
    return undefined;
  }
}
