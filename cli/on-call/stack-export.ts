import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a component put out, with its secrets: by `pulumi stack export --show-secrets`. */
export interface ComponentOutputs {
  /** Name of the component in the program. */
  name: string;
  outputs: Record<string, unknown>;
}

/** Marks a secret in an exported state; see Pulumi's `sdk/go/common/resource/sig`. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const run = promisify(execFile);

/** Exports the state of a stack by Pulumi's CLI, in the folder of its program. Throws with what the CLI says. */
export async function exportStack(stack: string, directory: string): Promise<unknown> {
  const args = ["stack", "export", "--show-secrets", "--stack", stack, "--cwd", directory];
  try {
    const { stdout } = await run("pulumi", args, { maxBuffer: 1 << 29 });
    return JSON.parse(stdout);
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT")
      throw new Error(
        "--stack needs Pulumi's CLI, which is not on PATH; without it, give --url and the token by the environment",
      );
    const said = stderr.trim().split("\n").filter(Boolean).at(-1) ?? "it failed";
    throw new Error(`pulumi stack export --stack ${stack}: ${said.replace(/^error: /, "")}`);
  }
}

/** The components of one type in an exported state. */
export function componentsOf(exported: unknown, type: string): ComponentOutputs[] {
  const { deployment } = exported as {
    deployment?: { resources?: { urn: string; type: string; outputs?: Record<string, unknown> }[] };
  };
  return (deployment?.resources ?? [])
    .filter((resource) => resource.type === type)
    .map(({ urn, outputs = {} }) => ({
      name: urn.slice(urn.lastIndexOf("::") + 2),
      outputs: plain(outputs) as Record<string, unknown>,
    }));
}

/** Secrets as what they hide. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && "plaintext" in value) return plain(JSON.parse(String(value.plaintext)));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
