import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { Command } from "commander";
import { type ExplainedAlert, type Explanation, explain } from "../program/explain.ts";
import { accessOf } from "../program/model/receivers.ts";
import { ruleBehind } from "../program/model/rule-behind.ts";
import { programOf } from "../program/project/program.ts";
import { splitQuery } from "../receiver/sources/parameters.ts";
import { printFailure } from "./failure.ts";
import { type EvaluationOptions, notesOf, projectOptions, withKnown } from "./options.ts";

interface Options extends EvaluationOptions {
  source: string;
  parameters: string;
  json: boolean;
}

export function explainCommand(): Command {
  const command = new Command("explain")
    .summary("show what the receiver would make of a callback")
    .description(
      "Evaluates the Pulumi program, reads a callback's body from a file (- for standard input) and shows what it is, which route takes it, to which incident it belongs and which requests would go out. Sends nothing. Secrets are hidden.",
    )
    .argument("<file>", "the body, as it came: a form, JSON, or the query string of a GET")
    .requiredOption("--source <name>", "the source whose callback URL it came to")
    .option("--parameters <query>", "the URL's own parameters: rule=ecs-cpu&label.team=shop", "")
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--json", "print one JSON object", false);
  return withKnown(command)
    .addHelpText(
      "after",
      `
Exit codes:
  0  the callback would be taken
  1  nothing of it would be: it can't be read, or is of another account
  2  the program, the file or an option is not usable

Examples:
  cloudmonitor-relay explain --source production callback.form
  cloudmonitor-relay explain --source production --parameters 'rule=ecs-cpu' --json - < callback.json`,
    )
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string, options: Options): Promise<number> {
  try {
    const { explanation, notes } = await explanationOf(file, options);
    console.log(options.json ? JSON.stringify(explanation) : inWords(explanation));
    for (const note of notes) (options.json ? console.error : console.log)(note);
    const read = explanation.alerts.some(({ kind }) => kind !== "unrecognised");
    return read && explanation.refused === undefined ? 0 : 1;
  } catch (error) {
    printFailure(error);
    return 2;
  }
}

async function explanationOf(
  file: string,
  options: Options,
): Promise<{ explanation: Explanation; notes: string[] }> {
  const body = readFileSync(file === "-" ? 0 : file, "utf8");
  const evaluated = await programOf(projectOptions(options));
  const { program, siblings } = evaluated;
  const receivers = [program, ...siblings].flatMap((each) => each.receivers);
  const receiver = receivers.find(({ config }) => Object.hasOwn(config.sources, options.source));
  if (!receiver) {
    const names = receivers.flatMap(({ config }) => Object.keys(config.sources)).join(", ");
    throw new Error(
      `no receiver of this program has a source "${options.source}"; there is ${names || "none"}`,
    );
  }
  const { config } = receiver;
  const contentType = /^\s*[[{]/.test(body) ? "application/json" : "application/x-www-form-urlencoded";
  const explanation = await explain({
    config,
    source: options.source,
    body,
    contentType,
    parameters: splitQuery(options.parameters).parameters,
    declaredBy: (alert) => ruleBehind(program, options.source, alert)?.component,
    access: (destination) => accessOf(receiver, destination),
    now: Date.now(),
  });
  return { explanation, notes: notesOf(evaluated) };
}

function inWords({ refused, problems, alerts }: Explanation): string {
  const lines = [
    ...(refused ? [`refused: the callback ${refused}`] : []),
    ...problems.map((problem) => `kept in quarantine: ${problem}`),
    ...alerts.flatMap(alertInWords),
  ];
  return lines.join("\n") || "nothing: the callback says nothing that an incident depends on";
}

function alertInWords(alert: ExplainedAlert): string[] {
  const { requests, routes, declaredBy, quiet = [] } = alert;
  const fact = (name: string, value: string | undefined) => (value ? [`  ${name.padEnd(11)} ${value}`] : []);
  const pairs = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(", ");
  return [
    `${alert.kind}: ${alert.rule} ${alert.state} (${alert.level})`,
    ...fact(
      "declared by",
      declaredBy && `${declaredBy.type.split(":").at(-1)} "${declaredBy.name}"${placeOf(declaredBy)}`,
    ),
    ...fact("at", alert.at),
    ...fact("unclear", alert.unclear?.join("; ")),
    ...fact("resource", pairs(alert.resource)),
    ...fact("labels", pairs(alert.labels)),
    ...fact("incident", `${alert.identity} → ${alert.incidentKey.slice(0, 16)}…`),
    ...fact("open for", alert.openFor === undefined ? undefined : `${alert.openFor} s unless resolved`),
    ...routes.flatMap(({ name, taken, mismatch }) =>
      fact(
        "route",
        `${name}: ${taken ? "takes it" : mismatch ? `not for its ${mismatch}` : "after the one that takes it"}`,
      ),
    ),
    ...quiet.flatMap(({ stage, name, says }) => fact(stage, `${name}: ${says}`)),
    ...fact("goes to", alert.destinations.join(", ") || "nobody, as the configuration says"),
    ...requests.flatMap(({ destination, message, method, url, headers, body }) => [
      "",
      `  ${destination}: ${message}`,
      `    ${method} ${url}`,
      ...Object.entries(headers).map(([name, value]) => `    ${name}: ${value}`),
      `    ${body}`,
    ]),
  ];
}

function placeOf({ position }: NonNullable<ExplainedAlert["declaredBy"]>): string {
  return position ? ` (${relative(".", position.file)}:${position.line}:${position.column})` : "";
}
