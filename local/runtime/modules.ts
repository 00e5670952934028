import type { WorkerOptions } from "miniflare";
import type { Module, WorkerVersion } from "./version.ts";

type Kind = "ESModule" | "CommonJS" | "Text" | "Data" | "CompiledWasm";

/**
 * What kind of module each content type is; undefined for what is sent along only for debuggers.
 * Source: "Multipart upload metadata" of the Workers documentation, and what Wrangler uploads.
 */
const KINDS: Record<string, Kind | undefined> = {
  "application/javascript+module": "ESModule",
  "application/javascript": "CommonJS",
  "application/wasm": "CompiledWasm",
  "application/octet-stream": "Data",
  "text/plain": "Text",
  "application/source-map": undefined,
};

/** Name of the module that stands around an uploaded Worker on this machine. */
const WRAPPER = "cloudmonitor-relay-local.mjs";

/** What can't be run about a module, or undefined. */
export function moduleProblem({ name, contentType }: Module): string | undefined {
  if (name.startsWith("/") || name.split("/").includes("..")) return `the module name "${name}" leads out`;
  if (!(contentType in KINDS))
    return `the module "${name}" has the content type "${contentType}", which is not known here`;
  return undefined;
}

/** The modules of a version as Miniflare takes them: the main one first, or a wrapper that imports it. */
export function miniflareModules(version: WorkerVersion, wrapper?: string): WorkerOptions["modules"] {
  const { mainModule } = version;
  const mainFirst = version.modules.toSorted(
    (a, b) => Number(b.name === mainModule) - Number(a.name === mainModule),
  );
  const own = mainFirst.flatMap(({ name, contentType, content }) => {
    const type = KINDS[contentType];
    return type ? [{ type, path: name, contents: contentsOf(type, content) }] : [];
  });
  return wrapper === undefined ? own : [{ type: "ESModule", path: WRAPPER, contents: wrapper }, ...own];
}

function contentsOf(type: Kind, content: Uint8Array): string | Uint8Array<ArrayBuffer> {
  return type === "Data" || type === "CompiledWasm"
    ? new Uint8Array(content)
    : new TextDecoder().decode(content);
}
