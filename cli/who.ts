import { Command, Option } from "commander";
import { programOf } from "../program/project/program.ts";
import { callbackOf } from "../program/who/example.ts";
import type { Told } from "../program/who/paged.ts";
import { type Hole, holesOf } from "../program/who/prove.ts";
import { type ContactRow, contactRowsOf, type Row, rowsOf } from "../program/who/rows.ts";
import { BeyondBound } from "../program/who/signatures.ts";
import { LEVELS, type Level } from "../receiver/level.ts";
import { failureText, printFailure } from "./failure.ts";
import { type EvaluationOptions, namedText, notesOf, projectOptions, withKnown } from "./options.ts";
import { table } from "./table.ts";

interface Options extends EvaluationOptions {
  prove: boolean;
  rule?: string;
  source?: string;
  level?: Level;
  label?: Record<string, string>;
  destination?: string;
  contact?: string;
  json: boolean;
}

/** Exit codes: what a script may rely on. */
const EXIT = { holes: 1, unusable: 2 } as const;

export function whoCommand(): Command {
  const command = new Command("who")
    .summary("say who is paged by what, and prove that nothing is missed")
    .description(
      "Evaluates the Pulumi program (no account, no credentials, no Pulumi CLI) and computes, by the receiver's own routing, which destinations are told of every alert that its rules can raise, in which words, and whether that wakes somebody.",
    )
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--stack <name>", "stack whose configuration counts (default: a made-up one)")
    .option("--rule <name>", "only alerts of this rule: its component, key or name")
    .option("--source <name>", "only alerts at this source")
    .addOption(new Option("--level <level>", "only alerts of this level").choices(LEVELS))
    .option("--label <name=text>", "only alerts with this label or dimension; may be repeated", namedText)
    .option("--destination <name>", "backwards: what this destination is told of")
    .option("--contact <name>", "backwards: which rules CloudMonitor itself tells this contact of")
    .option(
      "--prove",
      "find critical alerts that wake nobody, what goes nowhere, shadowed routes, pages twice",
      false,
    )
    .option("--json", "print one JSON object", false);
  return withKnown(command)
    .addHelpText(
      "after",
      `
Exit codes:
  0  told; with --prove: proven
  1  with --prove: something is not so, or could not be proven
  2  the program or an option is not usable, or there is too much to tell apart

Examples:
  cloudmonitor-relay who
  cloudmonitor-relay who --rule ecs-cpu --level critical --label team=shop
  cloudmonitor-relay who --destination pager
  cloudmonitor-relay who --contact night-shift
  cloudmonitor-relay who --prove`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  try {
    const evaluated = await programOf(projectOptions(options));
    const programs = [evaluated.program, ...evaluated.siblings];
    const receivers = programs.flatMap((each) => each.receivers);
    const notes = notesOf(evaluated);
    if (options.prove) {
      const unknown = evaluated.unanswered.length > 0;
      return report(holesOf(receivers, programs, Date.now()), unknown, notes, options.json);
    }
    if (options.contact !== undefined) {
      const contacts = contactRowsOf(programs, options.contact);
      print(options.json ? JSON.stringify({ contacts }) : contactText(contacts), notes, options.json);
      return 0;
    }
    const rows = rowsOf(receivers, programs, { ...options, labels: options.label ?? {} });
    print(
      options.json ? JSON.stringify({ rows: rows.map(withCallback) }) : rowText(rows),
      notes,
      options.json,
    );
    return 0;
  } catch (error) {
    const prefix = error instanceof BeyondBound ? "not proven: " : "";
    printFailure(`${prefix}${failureText(error)}`);
    return EXIT.unusable;
  }
}

function report(holes: readonly Hole[], unknown: boolean, notes: readonly string[], json: boolean): number {
  const proven = holes.length === 0 && !unknown;
  if (json) print(JSON.stringify({ proven, holes: holes.map(withCallback) }), notes, true);
  else {
    const lines = holes.map((hole) => `✗ ${hole.message}${exampleText(hole)}`);
    const last = proven
      ? "✓ every critical alert wakes somebody at every time, nothing goes nowhere, every route takes something, no condition pages twice"
      : holes.length === 0
        ? "✗ not proven: what depends on something unknown was left out"
        : `✗ ${holes.length} ${holes.length === 1 ? "hole" : "holes"}`;
    print([...lines, last].join("\n"), notes, false);
  }
  return proven ? 0 : EXIT.holes;
}

/** The callback that shows it, for `explain`. */
function withCallback<T extends Pick<Hole, "example">>(shown: T) {
  const callback = shown.example && callbackOf(shown.example);
  return callback ? { ...shown, callback } : shown;
}

function exampleText({ example }: Hole): string {
  if (!example) return "";
  const { rule, resourceName, dimensions, labels = {} } = example;
  const facts = Object.entries({ ...dimensions, ...labels })
    .filter(([name]) => name !== "userId")
    .map(([name, text]) => `${name}=${text}`);
  const resource = resourceName === undefined ? [] : [`resource ${resourceName}`];
  return `\n    e.g. rule ${[rule.key, ...resource, ...facts].join(", ")}`;
}

function rowText(rows: readonly Row[]): string {
  if (rows.length === 0) return "nothing: no rule of the program raises such an alert at a receiver";
  const cells = rows.map(({ source, raisedBy, level, routes, told }) => [
    source,
    raisedBy,
    level,
    routes.join(", ") || "(no route)",
    told === undefined ? "refused: another account is expected" : toldText(told),
  ]);
  return table(["source", "rule", "level", "route", "tells"], distinct(cells));
}

function toldText(told: readonly Told[]): string {
  if (told.length === 0) return "nobody";
  return told
    .map(({ destination, word, wakes }) => `${destination}${word && ` (${word})`}${wakes ? ", wakes" : ""}`)
    .join("; ");
}

function contactText(rows: readonly ContactRow[]): string {
  if (rows.length === 0) return "nothing: no rule names a group with such a contact";
  return table(
    ["contact", "group", "rule"],
    rows.map(({ contact, group, raisedBy }) => [contact, group, raisedBy]),
  );
}

function distinct(rows: string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join("\n"), row])).values()];
}

function print(text: string, notes: readonly string[], json: boolean): void {
  process.stdout.write(`${text}\n`);
  for (const note of notes) (json ? process.stderr : process.stdout).write(`${note}\n`);
}
