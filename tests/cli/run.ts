import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command and waits for its end. `onOutput` sees what it has printed so far, and may end it. */
export function relay(
  args: string[],
  onOutput?: (stdout: string, end: () => void) => void,
  env: Record<string, string> = {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(ROOT, "cli", "main.ts"), ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, npm_lifecycle_event: undefined, ...env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
    onOutput?.(stdout, () => child.kill("SIGTERM"));
  });
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** A scenario file for one test. */
export function scenarioFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "relay-scenario-")), "scenario.yaml");
  writeFileSync(file, text);
  return file;
}

/** Lines of JSON. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
