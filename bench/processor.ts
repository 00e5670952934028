import { readdirSync, readFileSync } from "node:fs";

/** Processor time of a process so far, of all its threads, in seconds. Linux counts it in nanoseconds. */
export function processorSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanos = readdirSync(tasks).map((thread) => {
    const [running = ""] = readFileSync(`${tasks}/${thread}/schedstat`, "utf8").split(" ");
    return Number(running);
  });
  return nanos.reduce((sum, each) => sum + each, 0) / 1e9;
}
