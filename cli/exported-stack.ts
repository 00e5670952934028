import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * What `pulumi stack export --show-secrets` writes in the folder of a program, of a stack or of the one that is
 * selected. Throws what the CLI says; `otherwise` is what to do where there is none.
 */
export async function exportStack(
  { directory, stack }: { directory: string; stack?: string | undefined },
  otherwise: string,
): Promise<string> {
  const of = stack === undefined ? [] : ["--stack", stack];
  const args = ["stack", "export", "--show-secrets", "--non-interactive", "--cwd", directory, ...of];
  try {
    return (await run("pulumi", args, { maxBuffer: 1024 ** 3 })).stdout;
  } catch (error) {
    const { code, stderr = "", message } = error as Error & { code?: unknown; stderr?: string };
    if (typeof code !== "number") throw new Error(`pulumi can't be run (${message}): ${otherwise}`);
    throw new Error(`pulumi stack export: ${stderr.trim().replace(/^error: /, "")}`);
  }
}
