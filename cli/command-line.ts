import { Command, CommanderError } from "commander";

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
  replay: async () => (await import("./on-call/act.ts")).actCommands.replay(),
  hold: async () => (await import("./on-call/act.ts")).actCommands.hold(),
  release: async () => (await import("./on-call/act.ts")).actCommands.release(),
  discard: async () => (await import("./on-call/act.ts")).actCommands.discard(),
  verify: async () => (await import("./verify.ts")).verifyCommand(),
  catalogue: async () => (await import("./catalogue.ts")).catalogueCommand(),
  init: async () => (await import("./init/command.ts")).initCommand(),
  completion: async () =>
    (await import("./completion.ts")).completionCommand(() => programWith(Object.keys(COMMANDS))),
};

async function programWith(names: string[]): Promise<Command> {
  const program = new Command("cloudmonitor-relay")
    .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
    .showHelpAfterError("(add --help for the options)");
  for (const name of names) {
    const command = await COMMANDS[name]?.();
    if (command) program.addCommand(command);
  }
  return program;
}

/** Runs one command with its arguments; how it ended is in `process.exitCode`. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const [asked = ""] = args;
  const program = await programWith(Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS));
  try {
    // Unusable options end with 2, as every command's unusable input does; help and version with 0.
    for (const command of [program, ...program.commands]) command.exitOverride();
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}
