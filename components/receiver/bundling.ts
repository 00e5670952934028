import { createRequire } from "node:module";
import type { BuildOptions, Metafile } from "esbuild";

/** How a Worker is bundled: one module, minified, with nothing in it that changes from run to run. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: "es2022",
  external: ["cloudflare:workers"],
  write: false,
  logLevel: "silent",
} satisfies BuildOptions & { write: false };

/** Where the Worker begins, and the one place through which it reaches the adapters of its destinations. */
const ENTRY = "receiver/worker.ts";
const REGISTRY = "receiver/destinations/registry.ts";

/**
 * The Worker of the repository at `root`, minified, in parts: each begins with a comment that names the
 * kinds of destinations without which it is not needed, or none where it always is.
 *
 * esbuild writes one module after another, below a comment with its path. It shortens names before they
 * are parted, so that any parts fit together; the registry holds functions, so that what it names may be
 * absent.
 */
export function bundleInParts(root: string): string {
  const { buildSync, transformSync } = createRequire(import.meta.url)("esbuild") as typeof import("esbuild");
  const { outputFiles, metafile } = buildSync({
    ...BUNDLING,
    minify: false,
    minifyIdentifiers: true,
    minifySyntax: true,
    metafile: true,
    absWorkingDir: root,
    entryPoints: [ENTRY],
  });
  const kindsOf = kindsByModule(metafile.inputs);
  let current: string | undefined;
  const text = (outputFiles[0]?.text ?? "").replace(/^\/\/ (.+)$/gm, (comment, module: string) => {
    if (!(module in metafile.inputs)) return comment;
    const kinds = (kindsOf.get(module) ?? []).join(" ");
    if (kinds === current) return "";
    current = kinds;
    return `/*! ${kinds} */`;
  });
  if (current === undefined) throw new Error("the Worker's bundle is empty");
  const { charset, target } = BUNDLING;
  return transformSync(text, { charset, target, minifyWhitespace: true, legalComments: "inline" }).code;
}

/** The kinds that need a module, for the modules that nothing else needs. */
function kindsByModule(inputs: Metafile["inputs"]): Map<string, string[]> {
  const reach = (module: string, found = new Set<string>()): Set<string> => {
    if (found.has(module)) return found;
    found.add(module);
    if (module !== REGISTRY) for (const { path } of inputs[module]?.imports ?? []) reach(path, found);
    return found;
  };
  const always = reach(ENTRY);
  const kinds = new Map<string, string[]>();
  for (const { path } of inputs[REGISTRY]?.imports ?? []) {
    const kind = path.replace(/^.*\/|\.ts$/g, "");
    for (const module of reach(path)) {
      if (!always.has(module)) kinds.set(module, [...(kinds.get(module) ?? []), kind]);
    }
  }
  return kinds;
}
