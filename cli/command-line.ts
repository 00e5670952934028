import { Command, CommanderError } from "commander";
import { packageVersion } from "./package-root.ts";
import { watchAndRun } from "./watch.ts";

/** Each command is loaded only when it is asked for: workerd and the servers take their time. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  local: async () => (await import("./local.ts")).localCommand(),
  lint: async () => (await import("./lint.ts")).lintCommand(),
  review: async () => (await import("./review.ts")).reviewCommand(),
  import: async () => (await import("./import.ts")).importCommand(),
  explain: async () => (await import("./explain.ts")).explainCommand(),
  who: async () => (await import("./who.ts")).whoCommand(),
  status: async () => (await import("./on-call/status.ts")).statusCommand(),
  tail: async () => (await import("./on-call/tail.ts")).tailCommand(),
  send: async () => (await import("./on-call/send.ts")).sendCommand(),
  "dead-letters": async () => (await import("./on-call/dead-letters.ts")).deadLettersCommand(),
  incidents: async () => (await import("./on-call/incidents.ts")).incidentsCommand(),
  why: async () => (await import("./on-call/why.ts")).whyCommand(),
  resolve: async () => (await import("./on-call/incident.ts")).incidentCommands.resolve(),
  silence: async () => (await import("./on-call/incident.ts")).incidentCommands.silence(),
  "hand-over": async () => (await import("./on-call/incident.ts")).incidentCommands["hand-over"](),
  drill: async () => (await import("./on-call/drill.ts")).drillCommand(),
  replay: async () => (await import("./on-call/act.ts")).actCommands.replay(),
  hold: async () => (await import("./on-call/act.ts")).actCommands.hold(),
  release: async () => (await import("./on-call/act.ts")).actCommands.release(),
  discard: async () => (await import("./on-call/act.ts")).actCommands.discard(),
  verify: async () => (await import("./verify.ts")).verifyCommand(),
  catalogue: async () => (await import("./catalogue.ts")).catalogueCommand(),
  accounts: async () => (await import("./accounts/command.ts")).accountsCommand(),
  init: async () => (await import("./init/command.ts")).initCommand(),
  completion: async () =>
    (await import("./completion.ts")).completionCommand(() => programWith(Object.keys(COMMANDS))),
};

async function programWith(names: string[]): Promise<Command> {
  const program = new Command("cloudmonitor-relay")
    .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
    .version(packageVersion(), "-V, --version", "print the version");
  for (const name of names) {
    const command = await COMMANDS[name]?.();
    if (command) program.addCommand(command);
  }
  return program;
}

/** Commands that take `--watch`. */
const WATCHED = ["lint", "local"];

/** The folder of the program among a command's arguments. */
function directoryIn(args: readonly string[]): string {
  const at = args.findIndex((each) => each === "-C" || each === "--directory");
  return at < 0 ? "." : (args[at + 1] ?? ".");
}

/** Below what is wrong with an option: how the command is used. */
function explainMistakes(command: Command): void {
  command.configureOutput({
    outputError: (text, write) => {
      write(text);
      const example = exampleOf(command);
      write(example === undefined ? "Run it with --help to see all options.\n" : `Example: ${example}\n`);
    },
  });
}

/** The first example of a command's help. */
function exampleOf(command: Command): string | undefined {
  let help = "";
  const { writeOut } = command.configureOutput();
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  if (writeOut) command.configureOutput({ writeOut });
  return /^Examples?:\n +(.+)$/m.exec(help)?.[1];
}

/** Whoever reads the output may stop before its end, as `head` does. That is no failure. */
export function endQuietlyWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

/** Runs one command with its arguments; how it ended is in `process.exitCode`. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const [asked = ""] = args;
  const program = await programWith(Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS));
  try {
    // Unusable options end with 2, as every command's unusable input does; help and version with 0.
    for (const command of [program, ...program.commands]) {
      command.exitOverride();
      explainMistakes(command);
    }
    const watched = WATCHED.includes(asked) && args.includes("--watch");
    if (watched)
      return await watchAndRun(
        args.filter((each) => each !== "--watch"),
        directoryIn(args),
      );
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}
