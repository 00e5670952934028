import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { type ImportedProgram, importProgram, readAccount, readingClient } from "../import/index.ts";
import { refusalText } from "../import/read/refusal.ts";
import { hasProject, readProject } from "../program/project/project.ts";
import { failureText, printFailure } from "./failure.ts";
import { progressLine } from "./progress.ts";

interface Options {
  region: string;
  out: string;
  stack?: string;
  force: boolean;
  json: boolean;
  endpoint?: string;
  protocol: string;
}

/** Exit codes: what a script may rely on. */
const EXIT = { refused: 1, unusable: 2 } as const;

const PROJECT = "imported-alerts";
const PULUMI_YAML = `name: ${PROJECT}
description: Alert contacts and rules that existed before this program.
runtime:
  name: nodejs
  options:
    typescript: false
main: index.ts
`;

export function importCommand(): Command {
  return new Command("import")
    .summary("write a program for the contacts and rules that an account has")
    .description(
      "Reads contacts, contact groups, rules of every kind, silences and the application groups that they name, of one region (read calls only), and writes a program with these components, and the file with which `pulumi import` adopts what exists: the next preview is empty. What can't be expressed is listed. Credentials come from the usual chain: environment, profile, role of the machine.",
    )
    .requiredOption("--region <region>", "region to read, e.g. cn-hangzhou")
    .option("-o, --output <folder>", "where to write the program", "imported")
    .addOption(new Option("--out <folder>").hideHelp())
    .option(
      "--stack <name>",
      "set the secrets of this stack by the Pulumi CLI, without showing them, and know again what it made",
    )
    .option("--force", "overwrite files that exist", false)
    .option("--json", "print one JSON object in place of text", false)
    .option("--endpoint <host>", "another endpoint of CloudMonitor (default: the region's own)")
    .option("--protocol <word>", "http or https", "https")
    .addHelpText(
      "after",
      `
Exit codes:
  0  the program was written
  1  CloudMonitor, or the Pulumi CLI, refused
  2  an option is not usable, or a file exists already

Example:
  cloudmonitor-relay import --region cn-hangzhou --output alerts
  cd alerts && pulumi stack init production
  pulumi import --file import.json --generate-code=false --protect=false
  pulumi preview`,
    )
    .action(async (options: Options & { output: string; out?: string }) => {
      process.exitCode = await run({ ...options, out: resolve(options.out ?? options.output) });
    });
}

async function run(options: Options): Promise<number> {
  const progress = progressLine();
  const fail = (code: number, error: unknown) => {
    progress.done();
    printFailure(error);
    return code;
  };
  if (options.protocol !== "http" && options.protocol !== "https") {
    return fail(EXIT.unusable, `--protocol must be http or https, not "${options.protocol}"`);
  }
  let program: ImportedProgram;
  try {
    const account = await readAccount(readingClient(options), (text) => progress.show(`reading ${text}`));
    progress.show("writing the program");
    program = await importProgram(account, { providerVersion: providerVersion(), ...placeOf(options) });
  } catch (error) {
    return fail(EXIT.refused, `${options.region}: ${failureText(refusalText(error))}`);
  }
  const files = { ...program.files, "import.json": `${JSON.stringify(program.importFile, null, 2)}\n` };
  const taken = Object.keys(files).find((file) => existsSync(join(options.out, file)));
  if (taken !== undefined && !options.force) {
    return fail(
      EXIT.unusable,
      `${join(options.out, taken)} exists already: give another --output, or --force`,
    );
  }
  progress.done();
  write(options.out, files);
  if (!hasProject(options.out)) write(options.out, { "Pulumi.yaml": PULUMI_YAML });
  const refused = options.stack === undefined ? undefined : setSecrets(options.out, options.stack, program);
  if (refused !== undefined) return fail(EXIT.refused, refused);
  report(options, program, Object.keys(files));
  return 0;
}

/** The ids that components give hang on project and stack. */
function placeOf({ out, stack }: Options): { project: string; stack?: string } {
  const project = hasProject(out) ? readProject(out).name : PROJECT;
  return { project, ...(stack !== undefined && { stack }) };
}

function write(folder: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Hands each value to the Pulumi CLI on its standard input, so that it shows in no list of processes. */
function setSecrets(folder: string, stack: string, { secrets }: ImportedProgram): string | undefined {
  for (const { name, value } of secrets) {
    const { status, stderr, error } = spawnSync(
      "pulumi",
      ["config", "set", "--secret", "--stack", stack, name, "--non-interactive"],
      { cwd: folder, input: value, encoding: "utf8" },
    );
    if (status !== 0) return `pulumi config set --secret ${name}: ${error?.message ?? stderr.trim()}`;
  }
  return undefined;
}

function report(options: Options, { counts, notes, secrets }: ImportedProgram, files: string[]): void {
  if (options.json) {
    const names = secrets.map(({ name }) => name);
    console.log(JSON.stringify({ folder: options.out, files, counts, secrets: names, notes }));
    return;
  }
  const near = relative(process.cwd(), options.out) || ".";
  const folder = near.startsWith("..") ? options.out : near;
  for (const { kind, imported, plain } of counts) {
    const own = plain > 0 ? `, ${plain} of them as the provider's own resource` : "";
    console.log(`${String(imported).padStart(5)}  ${kind}${imported === 1 ? "" : "s"}${own}`);
  }
  console.log(`\nwritten to ${folder}: ${files.join(", ")}`);
  if (notes.length > 0) console.log("\nnot wholly expressed:");
  for (const { kind, name, text } of notes)
    console.log(`  ${kind}${name === undefined ? "s" : ` "${name}"`}: ${text}`);
  if (secrets.length > 0 && options.stack === undefined) {
    console.log("\nsecrets of the stack, to be set from what the account has (or run again with --stack):");
    for (const { name } of secrets) console.log(`  pulumi config set --secret ${name}`);
  }
  console.log(
    `\nthen, in ${folder}:\n  pulumi import --file import.json --generate-code=false --protect=false\n  pulumi preview`,
  );
}

/** Version of the provider that a program next to this package gets. */
function providerVersion(): string {
  const path = createRequire(import.meta.url).resolve("@pulumi/alicloud/package.json");
  return String((JSON.parse(readFileSync(path, "utf8")) as { version: string }).version).replace(/^v/, "");
}
