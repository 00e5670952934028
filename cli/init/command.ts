import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { printFailure } from "../failure.ts";
import { packageRoot } from "../package-root.ts";
import { type Choices, choose, DEFAULTS } from "./choices.ts";
import { projectFiles } from "./files.ts";

/** Exit codes: what a script may rely on. */
const EXIT = { notInstalled: 1, unusable: 2 } as const;

interface Options extends Partial<Record<keyof Choices, string>> {
  name?: string;
  install: boolean;
}

export function initCommand(): Command {
  const usual = (key: keyof Choices) => `(default: ${String(DEFAULTS[key])})`;
  return new Command("init")
    .summary("write a small working project")
    .description(
      "Writes a Pulumi program with a receiver, ready rules and a rule of its own, its configuration, workflows for GitHub, and a test that rehearses the rules, and installs its packages. Overwrites nothing. On a terminal it asks for what no option says.",
    )
    .argument("[folder]", "where to write it", ".")
    .option("--name <name>", "name of the Pulumi project (default: the folder's name)")
    .option("--region <id>", `Alibaba Cloud region of the rules ${usual("region")}`)
    .option("--language <language>", `language of the messages, en or zh ${usual("language")}`)
    .option("--destinations <kinds>", `where incidents go, separated by commas ${usual("destinations")}`)
    .option("--rules <products>", `ready rules by product, separated by commas, or none ${usual("rules")}`)
    .option("--no-install", "do not run npm install")
    .addHelpText(
      "after",
      `
Exit codes:
  0  the project is written, and its packages are installed
  1  the project is written, but npm install failed
  2  a file exists already, or an option is not usable; nothing is written

Examples:
  cloudmonitor-relay init alerts && cd alerts && npm test
  cloudmonitor-relay init alerts --destinations flashduty,dingtalk --rules ecs,rds --language zh`,
    )
    .action(async (folder: string, options: Options) => {
      try {
        process.exitCode = await run(resolve(folder), options);
      } catch (error) {
        printFailure(error);
        process.exitCode = EXIT.unusable;
      }
    });
}

async function run(folder: string, { name: given, install, ...options }: Options): Promise<number> {
  const name = given ?? basename(folder);
  if (!/^[a-z][a-z0-9._-]{0,99}$/.test(name)) {
    const how = given === undefined ? "; give another with --name" : "";
    throw new Error(
      `a project's name has lower-case letters, digits, dots, hyphens and underscores, not "${name}"${how}`,
    );
  }
  const choices = await choose(options, { input: process.stdin, output: process.stdout });
  const files = Object.entries(projectFiles(packageRoot(), name, choices));
  const existing = files.map(([path]) => path).filter((path) => existsSync(join(folder, path)));
  if (existing.length > 0)
    throw new Error(`${existing.join(", ")} already in ${folder}; nothing was written`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const where = relative(process.cwd(), folder);
  process.stdout.write(`${files.map(([path]) => `  ${join(where, path)}`).join("\n")}\n`);
  const cd = where === "" ? "" : `cd ${where} && `;
  if (install && !installed(folder)) {
    process.stderr.write(
      `error: npm install failed; the project is written, try again with: ${cd}npm install\n`,
    );
    return EXIT.notInstalled;
  }
  const next = install ? "npm test && npm run local" : "npm install && npm test";
  process.stdout.write(`\nNext: ${cd}${next}\n`);
  return 0;
}

/** Installs the project's packages, so that it has a lockfile from its first commit on. */
function installed(folder: string): boolean {
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  return status === 0;
}
