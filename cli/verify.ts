import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Command } from "commander";
import { GATEWAY } from "../local/cloudflare/serve.ts";
import { readExportedState } from "../program/project/exported-state.ts";
import type { Finding, Outcome } from "../verify/finding.ts";
import { verify } from "../verify/verify.ts";
import { web, webOnThisMachine } from "../verify/web.ts";
import { exportStack } from "./exported-stack.ts";
import { printFailure } from "./failure.ts";

interface Options {
  directory: string;
  stack?: string;
  state?: string;
  drill: boolean;
  strict: boolean;
  json: boolean;
}

/** Exit codes: what a script may rely on. */
const EXIT = { failed: 1, unusable: 2 } as const;

export function verifyCommand(): Command {
  return new Command("verify")
    .summary("check what is deployed, by calls that change nothing and page nobody")
    .description(
      "Reads the stack's state (`pulumi stack export --show-secrets`, of which nothing secret is printed) and asks: whether the receiver answers over HTTPS, whether each callback URL does, whether every declared rule is there, enabled, Normal, with our callback and groups, whether contacts are active, which one-click rules double ours, and whether destinations accept their credential.",
    )
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--stack <name>", "the stack (default: the one that is selected)")
    .option(
      "--state <file>",
      "what `pulumi stack export --show-secrets` wrote; - reads it from standard input",
    )
    .option("--drill", "then have the receiver hold its fire drills, and wait for them", false)
    .option("--strict", "end with 1 where somebody should look, too", false)
    .option("--json", "print one JSON object, with every check", false)
    .addHelpText(
      "after",
      `
CloudMonitor is asked with the provider's own key and role, else with the usual credentials in the environment;
the policy AliyunCloudMonitorReadOnlyAccess is enough.

A drill goes the whole way of an alert, and tells only destinations that are marked with \`drill: true\`: see
docs/drills.md.

Exit codes:
  0  nothing failed; what can't be checked without paging somebody does not count
  1  something failed, or with --strict somebody should look at something
  2  the state could not be read, or nothing is deployed

Examples:
  cloudmonitor-relay verify --stack production
  cloudmonitor-relay verify --stack production --drill
  pulumi stack export --show-secrets | cloudmonitor-relay verify --state -`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  let findings: Finding[];
  try {
    const program = readExportedState(await exportOf(options));
    const gateway = process.env[GATEWAY];
    const isHere = gateway !== undefined && gateway !== "";
    const outside = { web: isHere ? webOnThisMachine(gateway) : web, isHere, env: process.env };
    const drilling = options.drill ? { drilling: setTimeout } : {};
    findings = await verify(program, { ...outside, ...drilling });
    if (findings.length === 0)
      throw new Error("nothing of the stack is deployed that could be verified: run `pulumi up` first");
  } catch (error) {
    printFailure(error);
    return EXIT.unusable;
  }
  const failed = findings.filter(({ outcome }) => outcome === "failed");
  const looked = findings.filter(({ outcome }) => outcome === "attention");
  const ok = failed.length === 0 && (!options.strict || looked.length === 0);
  process.stdout.write(options.json ? `${JSON.stringify({ ok, checks: findings })}\n` : text(findings));
  return ok ? 0 : EXIT.failed;
}

async function exportOf({ directory, stack, state }: Options): Promise<string> {
  if (state !== undefined) return readFileSync(state === "-" ? 0 : state, "utf8");
  const otherwise = "give --state with what `pulumi stack export --show-secrets` wrote";
  return exportStack({ directory, stack }, otherwise);
}

const MARKS: Record<Outcome, string> = { passed: "✓", failed: "✗", attention: "⚠", unchecked: "–" };

/** A line for each check that failed; others of one kind of which the same is to be said share one. */
function text(findings: readonly Finding[]): string {
  const lines = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { check, outcome, about, text: said } = finding;
    const key = JSON.stringify([check, outcome, outcome === "failed" ? about : kindOf(finding), said]);
    lines.set(key, [...(lines.get(key) ?? []), finding]);
  }
  const all = [...lines.values()].map((alike) => {
    const [{ outcome, text: said, todo }] = alike as [Finding];
    return `${MARKS[outcome]} ${aboutOf(alike)}: ${said}${todo === undefined ? "" : ` → ${todo}`}`;
  });
  return `${[...all, summary(findings)].join("\n")}\n`;
}

/** "rule ecs-cpu", "rule ecs-cpu, ecs-disk", "48 × rule". */
function aboutOf(alike: readonly Finding[]): string {
  const [first] = alike as [Finding];
  const kind = kindOf(first);
  if (first.outcome === "passed" && alike.length > 1) return `${alike.length} × ${kind}`;
  const names = alike.map(({ about }) => about.slice(kind.length).trim());
  return `${kind} ${names.join(", ")}`.trim();
}

/** "event rule" of "event rule reboots". */
function kindOf({ about }: Finding): string {
  return about.slice(0, Math.max(about.lastIndexOf(" "), 0)) || about;
}

const WORDS: Record<Outcome, string> = {
  passed: "passed",
  failed: "failed",
  attention: "to look at",
  unchecked: "not checkable",
};

function summary(findings: readonly Finding[]): string {
  const counts = Object.entries(WORDS).flatMap(([outcome, word]) => {
    const count = findings.filter((each) => each.outcome === outcome).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return counts.join(", ");
}
