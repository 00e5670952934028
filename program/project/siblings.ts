import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasProject, type Project, readProject } from "./project.ts";

/** How deep below the repository's root programs are looked for. */
const DEEPEST = 5;

/** Folders that hold no programs of the repository. */
const PASSED_OVER = new Set(["node_modules", "dist", "bin"]);

/** The stack that a StackReference names, and its project: `organization/project/stack`, or parts of it. */
export function stackNamed(name: string, own: Project): { project: string; stack: string } {
  const [stack = "", project = own.name] = name.split("/").reverse();
  return { project, stack };
}

/** The folder of a project of this name in the repository that a folder is in, or beside it where there is none. */
export function siblingFolder(directory: string, name: string): string | undefined {
  return projectFolders(repositoryRoot(directory)).find((folder) => {
    try {
      return readProject(folder).name === name;
    } catch {
      return false;
    }
  });
}

/** Every folder of a Pulumi program below a folder, those above first. */
export function projectFolders(root: string, depth = 0): string[] {
  const below =
    depth === DEEPEST
      ? []
      : readdirSync(root, { withFileTypes: true })
          .filter((each) => each.isDirectory() && !each.name.startsWith(".") && !PASSED_OVER.has(each.name))
          .flatMap(({ name }) => projectFolders(join(root, name), depth + 1));
  return [...(hasProject(root) ? [root] : []), ...below];
}

function repositoryRoot(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return dirname(directory);
  }
}
