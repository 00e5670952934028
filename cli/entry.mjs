#!/usr/bin/env node
// The command's first file. Plain ES2020, so that an older Node gets as far as saying which one is needed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** As `engines` of package.json says. */
const LEAST = [22, 18];

const here = dirname(fileURLToPath(import.meta.url));
const isRepository = existsSync(join(here, "main.ts"));
const main = join(here, isRepository ? "main.ts" : "main.js");
const root = isRepository ? dirname(here) : join(here, "..", "..", "..");

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/** The npm package `node` beside this one, or within it. Never one of the working directory, which may be anybody's. */
function nodeBeside() {
  const beside = basename(dirname(root)) === "node_modules" ? [dirname(root)] : [];
  for (const modules of [join(root, "node_modules"), ...beside]) {
    const manifest = join(modules, "node", "package.json");
    const bin = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
    if (!existsSync(manifest) || !existsSync(bin)) continue;
    if (isNewEnough(String(JSON.parse(readFileSync(manifest, "utf8")).version))) return bin;
  }
  return undefined;
}

/** Compiled modules are kept, of the program's process too: a command takes two thirds of the time. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || join(tmpdir(), "node-compile-cache");
  if (module.enableCompileCache) module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

const { node: version } = process.versions;
const beside = isNewEnough(version) ? undefined : nodeBeside();
if (isNewEnough(version)) {
  keepCompiled();
  import(isRepository ? "./main.ts" : "./main.js");
} else if (beside) {
  const child = spawn(beside, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  // Ctrl-C reaches both; the other one says when it is done.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => signal === "SIGTERM" && child.kill());
  child.on("exit", (code) => {
    process.exitCode = code === null ? 1 : code;
  });
} else {
  console.error(`error: Node ${LEAST.join(".")} or newer is needed; this is ${version}`);
  process.exitCode = 2;
}
