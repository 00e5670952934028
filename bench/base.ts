import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchBundle, ROOT } from "./bundle.ts";

/** The bench's Worker as another revision of the repository has it, with the dependencies of this one. */
export function bundleAt(revision: string, file: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bench-base-"));
  try {
    const archive = execFileSync("git", ["archive", revision, "receiver", "bench/workers"], {
      cwd: ROOT,
      maxBuffer: 64 * 1024 * 1024,
    });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return benchBundle(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a Worker answers to a request as it goes over the wire. */
export async function answerOf(url: string, wire: string): Promise<string> {
  const [head = "", body = ""] = wire.split("\r\n\r\n");
  const response = await fetch(new URL(head.split(" ")[1] ?? "", url), { method: "POST", body });
  return response.text();
}
