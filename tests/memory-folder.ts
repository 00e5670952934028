import { readFileSync, statfsSync } from "node:fs";

const FOLDER = "/dev/shm";
const ENOUGH = 2 * 1024 ** 3;

/**
 * Linux' folder in memory, where it has room and programs may be run from it. Workers write each
 * transaction of their databases through to the disk, and waiting for that is two thirds of their tests.
 */
export function memoryFolder(): string | undefined {
  try {
    const mount = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .findLast((line) => line.split(" ")[1] === FOLDER);
    const { bavail, bsize } = statfsSync(FOLDER);
    return mount && !mount.includes("noexec") && bavail * bsize >= ENOUGH ? FOLDER : undefined;
  } catch {
    return undefined;
  }
}
