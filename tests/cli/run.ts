import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { runCommandLine } from "../../cli/command-line.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a pipeline says of its repository: these tests are of none, wherever they run. */
const NO_PIPELINE = { GITHUB_REPOSITORY: "", CI_PROJECT_URL: "" };

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
    env: {
      ...process.env,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
      npm_lifecycle_event: undefined,
      ...NO_PIPELINE,
      ...env,
    },
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

/**
 * Runs the command in this process, which takes a fraction of the time. Not for what stays up until it is
 * ended; and each command has at least one test that runs it as people do.
 */
export async function relayHere(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const run = { stdout: "", stderr: "" };
  const take = (stream: keyof typeof run) => (text: string | Uint8Array) => {
    run[stream] += text.toString();
    return true;
  };
  const [out, error] = [take("stdout"), take("stderr")];
  const line = (stream: typeof out) => (text: string) => void stream(`${text}\n`);
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(out),
    vi.spyOn(process.stderr, "write").mockImplementation(error),
    vi.spyOn(console, "log").mockImplementation(line(out)),
    vi.spyOn(console, "error").mockImplementation(line(error)),
  ];
  const { exitCode } = process;
  for (const [name, value] of Object.entries({ NO_COLOR: "1", ...NO_PIPELINE, ...env }))
    vi.stubEnv(name, value);
  try {
    process.exitCode = undefined;
    await runCommandLine(args);
    return { code: Number(process.exitCode ?? 0), ...run };
  } finally {
    process.exitCode = exitCode;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
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
