import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { packageRoot } from "../package-root.ts";
import { projectFiles } from "./files.ts";

/** Exit codes: what a script may rely on. */
const UNUSABLE = 2;

export function initCommand(): Command {
  return new Command("init")
    .summary("write a small working project")
    .description(
      "Writes a Pulumi program with a receiver, ready rules and a rule of its own, its configuration, workflows for GitHub, and a test that rehearses the rules. Overwrites nothing.",
    )
    .argument("[folder]", "where to write it", ".")
    .option("--name <name>", "name of the Pulumi project (default: the folder's name)")
    .addHelpText(
      "after",
      `
Exit codes:
  0  the project is written
  2  a file is there already, or the name can't be one; nothing is written

Example:
  cloudmonitor-relay init alerts && cd alerts && npm install && npm test`,
    )
    .action((folder: string, options: { name?: string }) => {
      try {
        run(resolve(folder), options.name);
      } catch (error) {
        process.stderr.write(`init: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = UNUSABLE;
      }
    });
}

function run(folder: string, given: string | undefined): void {
  const name = given ?? basename(folder);
  if (!/^[a-z][a-z0-9._-]{0,99}$/.test(name)) {
    const how = given === undefined ? "; give another with --name" : "";
    throw new Error(
      `a project's name has lower-case letters, digits, dots, hyphens and underscores, not "${name}"${how}`,
    );
  }
  const files = Object.entries(projectFiles(packageRoot(), name));
  const there = files.map(([path]) => path).filter((path) => existsSync(join(folder, path)));
  if (there.length > 0) throw new Error(`${folder} has ${there.join(", ")} already; nothing was written`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const where = relative(process.cwd(), folder);
  process.stdout.write(
    `${files.map(([path]) => `  ${join(where, path)}`).join("\n")}\n\nNext: ${where === "" ? "" : `cd ${where} && `}npm install && npm test\n`,
  );
}
