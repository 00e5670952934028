import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { findLocalKey, localKey } from "../local/cloudmonitor/keys.ts";
import { parseScenario, type Scenario } from "../local/cloudmonitor/scenario.ts";
import { onThisMachine, type ServedCloudMonitor, serveCloudMonitor } from "../local/cloudmonitor/serve.ts";
import type { CloudMonitorAccess, LocalEvent } from "../local/events.ts";
import { ownScenario } from "../local/own-scenario/own-scenario.ts";
import { RunningProgram } from "../local/running-program.ts";
import { ScenarioRun } from "../local/scenario-run.ts";
import { StackClouds } from "../local/stack-on-this-machine.ts";
import { LOCAL_ACCOUNT } from "../program/evaluator/lookups.ts";
import { LOCAL_REGION } from "../program/project/made-up.ts";
import { programOf } from "../program/project/program.ts";
import { type EvaluationOptions, notesOf, projectOptions, withKnown } from "./options.ts";
import { jsonPrinter, type Printer, textPrinter } from "./print.ts";

interface Options extends EvaluationOptions {
  once: boolean;
  json: boolean;
  /** A file, or false for `--no-scenario`. */
  scenario: string | boolean;
  port: number;
  cloudmonitorPort: number;
  cloudflarePort: number;
  state?: string;
}

/** Exit codes: what a script may rely on. */
const EXIT = { missing: 1, unusable: 2, interrupted: 130 } as const;

export function localCommand(): Command {
  const command = new Command("local")
    .summary("run a program's receiver, rules and destinations on this machine")
    .description(
      "Evaluates the Pulumi program (no account, no credentials, no Pulumi CLI), runs the declared Worker, starts a local CloudMonitor and a stand-in for each destination, lets each of the program's rules fire and recover, and stays up.",
    )
    .option("-C, --directory <folder>", "folder of the Pulumi program", ".")
    .option("--once", "end after the scenario", false)
    .option("--json", "print one JSON object a line", false)
    .option("--scenario <file>", "metric data to play (default: made from the program's own rules)")
    .option("--no-scenario", "play nothing")
    .option("--watch", "play it again whenever a file of the program changes; with --once", false)
    .option("--port <number>", "port of the receiver (default: any free one)", port, 0)
    .option("--cloudmonitor-port <number>", "port of the local CloudMonitor (default: any free one)", port, 0)
    .option("--state <file>", "keep what the local clouds hold in this file, and in a folder beside it")
    .option("--stack <name>", "wait for the real `pulumi up` of this stack instead of running the program")
    .option("--cloudflare-port <number>", "with --stack: port of the local Cloudflare", port, 0);
  return withKnown(command)
    .addHelpText(
      "after",
      `
Exit codes with --once:
  0  every expected incident opened and was resolved at every destination
  1  one did not, and the last lines say which
  2  the program, the scenario or an option is not usable

Examples:
  cloudmonitor-relay local --once
  cloudmonitor-relay local --scenario checkout.yaml
  cloudmonitor-relay local --no-scenario --port 8787 --config hostname=alerts.acme.dev
  cloudmonitor-relay local --stack local --state clouds.json`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run({ ...options, directory: resolve(options.directory) });
    });
}

async function run(options: Options): Promise<number> {
  const printer = options.json ? jsonPrinter(process.stdout) : textPrinter(process.stdout);
  try {
    return await (options.stack === undefined
      ? runProgram(options, printer)
      : serveStack(options.stack, options, printer));
  } catch (error) {
    printer.failure(error instanceof Error ? error.message : String(error));
    return EXIT.unusable;
  }
}

async function runProgram(options: Options, printer: Printer): Promise<number> {
  const given = typeof options.scenario === "string" ? readScenario(options.scenario) : undefined;
  printer.progress("evaluating the program");
  const evaluated = await programOf(projectOptions(options));
  const { program, siblings } = evaluated;
  const served = await serve(program.region ?? LOCAL_REGION, options, printer, () => running);
  let running: RunningProgram | undefined;
  try {
    running = await RunningProgram.open(program, {
      siblings,
      api: served.api,
      port: options.port,
      onLog: (entry) => printer.log(entry),
    });
    const ready = running.ready(served.url);
    printer.event(ready);
    let ok = true;
    const end = interrupted();
    const scenario = options.scenario === false ? undefined : (given ?? ownScenarioOf(running, printer));
    if (scenario) {
      printer.progress("playing the scenario");
      const played = new ScenarioRun(running, (event: LocalEvent) => printer.event(event)).run(scenario);
      const summary = await Promise.race([played, end]);
      if (summary === undefined) {
        played.catch(() => {});
        return EXIT.interrupted;
      }
      printer.event(summary);
      ok = summary.ok;
    }
    for (const note of notesOf(evaluated)) printer.warning(note);
    if (options.once) return ok ? 0 : EXIT.missing;
    for (const { monitor } of running.regions) monitor.forgetData();
    await running.live();
    served.live.start();
    printer.staysUp(ready, accessTo(served, running.cloudMonitor.region));
    await end;
    return ok ? 0 : EXIT.missing;
  } finally {
    await served.stop();
    await running?.stop();
  }
}

/** Both clouds as APIs until the end, for the real Pulumi. */
async function serveStack(stack: string, options: Options, printer: Printer): Promise<number> {
  if (options.once || typeof options.scenario === "string")
    throw new Error("--stack plays nothing, so it goes with neither --once nor --scenario");
  const clouds = await StackClouds.open({
    directory: options.directory,
    stack,
    config: options.config ?? {},
    ports: {
      cloudMonitor: options.cloudmonitorPort,
      cloudflare: options.cloudflarePort,
      workers: options.port,
    },
    state: options.state,
    onDestination: (destination) => printer.event({ event: "destination", ...destination }),
    onLog: (entry) => printer.log(entry),
    onWarning: (text) => printer.warning(text),
  });
  try {
    const end = interrupted();
    printer.event(clouds.ready);
    await end;
    return 0;
  } finally {
    await clouds.stop();
  }
}

/** The local CloudMonitor as an API. Time passes in it from when its `live` is started. */
function serve(
  region: string,
  options: Options,
  printer: Printer,
  running: () => Pick<RunningProgram, "here" | "callersOf"> | undefined,
): Promise<ServedCloudMonitor> {
  return serveCloudMonitor({
    keys: [localKey(LOCAL_ACCOUNT)],
    findKey: findLocalKey,
    region,
    port: options.cloudmonitorPort,
    stateFile: options.state,
    timePasses: false,
    here: (url) => running()?.here(url) ?? onThisMachine(url),
    callersOf: (url) => running()?.callersOf(url),
    onWarning: (text) => printer.warning(text),
    onPosted: ({ rule, url }, { status, body }) => {
      if (status === 200) return;
      printer.warning(`the callback of ${rule.ruleName} to ${new URL(url).host} failed: ${status ?? body}`);
    },
  });
}

function accessTo({ url }: ServedCloudMonitor, region: string): CloudMonitorAccess {
  const { id, secret } = localKey(LOCAL_ACCOUNT);
  return { url, region, accessKeyId: id, accessKeySecret: secret };
}

/** Made from the program's own rules; undefined where none of them can be shown. */
function ownScenarioOf(running: RunningProgram, printer: Printer): Scenario | undefined {
  const scenario = ownScenario(running, Date.now());
  if (scenario.notShown.length > 0) printer.event({ event: "not-shown", rules: scenario.notShown });
  return scenario.expect?.length ? scenario : undefined;
}

function readScenario(name: string): Scenario {
  try {
    return parseScenario(readFileSync(name, "utf8"), Date.now());
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Waits for Ctrl-C or a request to end. npm does not pass a signal on when it is ended itself, so under
 * `npm start` the end of the parent counts too: nothing may stay behind.
 */
function interrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    const done = () => resolve(undefined);
    process.once("SIGINT", done);
    process.once("SIGTERM", done);
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      done();
    }, 500);
    watch.unref();
  });
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError("must be from 0 to 65535");
  return number;
}
