import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Megabytes (of a million bytes) that are installed into an empty project. */
interface Sizes {
  /** Of Pulumi's own packages alone. */
  peers: number;
  /** What the package adds to them, dependencies included. */
  added: number;
  /** Of the package itself. */
  own: number;
}

/** Installs from the registry, once Pulumi's packages alone, once the packed package beside them. Runs no install scripts. */
export function benchSize(progress: (text: string) => void): Sizes {
  const folder = mkdtempSync(join(tmpdir(), "relay-size-"));
  try {
    progress("packing");
    const pack = [join(ROOT, "scripts", "pack.ts"), "--noCheck", "--to", folder];
    execFileSync(process.execPath, pack, { cwd: ROOT, stdio: "pipe" });
    const [tarball = ""] = readdirSync(folder);
    const { peerDependencies, peerDependenciesMeta } = JSON.parse(
      readFileSync(join(ROOT, "package.json"), "utf8"),
    ) as { peerDependencies: Record<string, string>; peerDependenciesMeta: Record<string, unknown> };
    const peers = Object.entries(peerDependencies)
      .filter(([name]) => !(name in peerDependenciesMeta))
      .map(([name, range]) => `${name}@${range}`);
    const install = (name: string, what: readonly string[]) => {
      const project = mkdtempSync(join(folder, `${name}-`));
      writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
      const how = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
      execFileSync("npm", ["install", ...how, ...what], { cwd: project, stdio: "pipe" });
      return join(project, "node_modules");
    };
    progress("installing Pulumi's packages");
    const alone = sizeOf(install("peers", peers));
    progress("installing the package beside them");
    const both = install("package", [...peers, join(folder, tarball)]);
    const own = sizeOf(join(both, "cloudmonitor-relay"));
    return { peers: alone, added: round(sizeOf(both) - alone), own };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes of the files below a folder, in megabytes. */
function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const bytes = files.map((file) => {
    const stats = lstatSync(join(folder, file));
    return stats.isFile() ? stats.size : 0;
  });
  return round(bytes.reduce((sum, each) => sum + each, 0) / 1e6);
}

function round(megabytes: number): number {
  return Math.round(megabytes * 10) / 10;
}
