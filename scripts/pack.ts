// Packs the package: `npm run pack [-- --to FOLDER]`, by default into dist. It is staged in dist/package, from where
// `npm publish` takes it too: its package.json has no scripts, which only this repository needs, and what
// its README links to is in it, or is no link there. --noCheck leaves the types to who has checked them already.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STAGE = join(ROOT, "dist", "package");

/** What npm adds by itself, where it is there. */
const ALWAYS = ["README.md", "LICENSE"];

const { values } = parseArgs({
  options: {
    to: { type: "string", default: join(ROOT, "dist") },
    noCheck: { type: "boolean", default: false },
  },
});
const build = [join(ROOT, "scripts", "build.ts"), ...(values.noCheck ? ["--noCheck"] : [])];
execFileSync(process.execPath, build, { cwd: ROOT, stdio: "inherit" });

// The versions of its own tools are what `init` gives to a project.
const { scripts, allowScripts, ...manifest } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
) as Record<string, unknown> & { files: string[] };

rmSync(STAGE, { recursive: true, force: true });
mkdirSync(STAGE, { recursive: true });
for (const file of [...manifest.files, ...ALWAYS])
  cpSync(join(ROOT, file), join(STAGE, file), {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist[\\/](?!lib))/.test(source.slice(ROOT.length)),
  });
writeFileSync(join(STAGE, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const page of ["README.md", "CHANGELOG.md"])
  writeFileSync(join(STAGE, page), withoutDeadLinks(readFileSync(join(ROOT, page), "utf8")));

const to = resolve(values.to);
mkdirSync(to, { recursive: true });
execFileSync("npm", ["pack", "--silent", "--pack-destination", to], { cwd: STAGE, stdio: "inherit" });

/** A link to a file that is not in the package becomes its text. */
function withoutDeadLinks(page: string): string {
  return page.replace(
    /\[([^\]]+)\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)/g,
    (link, text: string, path: string) => (existsSync(join(STAGE, path)) ? link : text),
  );
}
