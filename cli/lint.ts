import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { CHECKS } from "../checks/index.ts";
import { githubReport } from "../checks/report/github.ts";
import { jsonReport } from "../checks/report/json.ts";
import { junitReport } from "../checks/report/junit.ts";
import { type Located, locateAll } from "../checks/report/report.ts";
import { sarifReport } from "../checks/report/sarif.ts";
import { textReport } from "../checks/report/text.ts";
import { SEVERITIES, type Severity } from "../checks/support/check.ts";
import { runChecks } from "../checks/support/run-checks.ts";
import { readSettings, SETTINGS_KEY } from "../checks/support/settings.ts";
import { othersByType, othersText } from "../program/model/others.ts";
import { programOf } from "../program/project/program.ts";
import { printFailure } from "./failure.ts";
import { type EvaluationOptions, notesOf, projectOptions, withKnown } from "./options.ts";
import { packageRoot, packageVersion } from "./package-root.ts";
import { table } from "./table.ts";

interface Options extends EvaluationOptions {
  format: "text" | "json" | "sarif" | "github" | "junit";
  failOn: Severity | "never";
  list: boolean;
  explain?: string;
}

/** Exit codes: what a script may rely on. */
const EXIT = { found: 1, unusable: 2 } as const;

export function lintCommand(): Command {
  const command = new Command("lint")
    .summary("check the rules, contacts and receivers of a program")
    .description(
      "Evaluates the Pulumi program (no account, no credentials, no Pulumi CLI) and reports what is wrong or surprising in its alert rules, with the line and the argument.",
    )
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--stack <name>", "stack whose configuration counts (default: a made-up one)");
  return withKnown(command)
    .addOption(
      new Option("--format <format>", "form of the output")
        .choices(["text", "json", "sarif", "github", "junit"])
        .default("text"),
    )
    .addOption(
      new Option("--fail-on <severity>", "mildest finding that ends with exit code 1")
        .choices([...SEVERITIES, "never"])
        .default("warning"),
    )
    .option("--watch", "run again whenever a file of the program changes", false)
    .option("--list", "list the checks and end", false)
    .option("--explain <check>", "show a check's page and end")
    .addHelpText(
      "after",
      `
Exit codes:
  0  nothing found that is as severe as --fail-on
  1  something was
  2  the program, the configuration or an option is not usable

Examples:
  cloudmonitor-relay lint
  cloudmonitor-relay lint --stack production --fail-on bug
  cloudmonitor-relay lint --format sarif > lint.sarif
  cloudmonitor-relay lint --format junit > lint.xml
  cloudmonitor-relay lint --watch
  cloudmonitor-relay lint --explain times-too-long`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  try {
    if (options.list) return write(list());
    if (options.explain !== undefined) return write(readPage(options.explain));
    const evaluated = await programOf(projectOptions(options));
    const { program, config } = evaluated;
    const settings = readSettings(config[SETTINGS_KEY]);
    const findings = runChecks(program, { settings, now: Date.now() });
    const located = locateAll(findings, resolve("."));
    write(report(located, options, othersByType(program)));
    // Other formats are read by programs.
    const notes = options.format === "text" ? process.stdout : process.stderr;
    for (const note of notesOf(evaluated)) notes.write(`${note}\n`);
    return fails(located, options.failOn) ? EXIT.found : 0;
  } catch (error) {
    printFailure(error);
    return EXIT.unusable;
  }
}

function report(
  findings: Located[],
  { format, failOn }: Pick<Options, "format" | "failOn">,
  notLookedAt: Record<string, number>,
): string {
  const others = othersText(notLookedAt);
  switch (format) {
    case "json":
      return jsonReport(findings, pageOf, notLookedAt);
    case "sarif":
      return sarifReport(findings, CHECKS, readPage, packageVersion(), others);
    case "github":
      return githubReport(findings, pageOf, others);
    case "junit":
      return junitReport(findings, CHECKS, (each) => counts(each, failOn));
    case "text":
      return textReport(findings, pageOf, process.stdout, others);
  }
}

function fails(findings: Located[], failOn: Options["failOn"]): boolean {
  return findings.some((each) => counts(each, failOn));
}

/** Whether a finding ends with exit code 1. */
function counts({ disabled, severity }: Located, failOn: Options["failOn"]): boolean {
  return failOn !== "never" && !disabled && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

function list(): string {
  const rows = CHECKS.map(({ id, severity, summary }) => [id, severity, summary]);
  return `${table(["check", "severity", "what it finds"], rows)}\n`;
}

/** Where a check's page is, as somebody in the working directory would open it. */
function pageOf(check: string): string {
  return relative(resolve("."), join(packageRoot(), "docs", "checks", `${check}.md`));
}

function readPage(check: string): string {
  if (!CHECKS.some(({ id }) => id === check)) {
    throw new Error(`unknown check "${check}"; run \`cloudmonitor-relay lint --list\` to see all`);
  }
  return readFileSync(join(packageRoot(), "docs", "checks", `${check}.md`), "utf8");
}

function write(text: string): number {
  process.stdout.write(text);
  return 0;
}
