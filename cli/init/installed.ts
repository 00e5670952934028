import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * How a project depends on this package as it itself was installed: a range of the registry's versions, the file of a
 * tarball, or the address of a repository. `root` is the folder of this package.
 */
export function installedAs(root: string, { name, version }: { name: string; version: string }): string {
  const modules = dirname(root);
  const lock = join(modules, ".package-lock.json");
  if (basename(modules) !== "node_modules" || !existsSync(lock)) {
    const packed = join(root, "dist", `${name}-${version}.tgz`);
    return existsSync(packed) ? `file:${packed}` : `^${version}`;
  }
  const { packages } = JSON.parse(readFileSync(lock, "utf8")) as {
    packages?: Record<string, { resolved?: string } | undefined>;
  };
  const resolved = packages?.[`node_modules/${name}`]?.resolved ?? "";
  if (resolved.startsWith("file:"))
    return `file:${resolve(dirname(modules), resolved.slice("file:".length))}`;
  return resolved.startsWith("git") ? resolved : `^${version}`;
}
