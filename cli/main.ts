#!/usr/bin/env node
import { Command, CommanderError } from "commander";

/** Each command is loaded only when it is asked for: workerd and the servers take their time. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  local: async () => (await import("./local.ts")).localCommand(),
  lint: async () => (await import("./lint.ts")).lintCommand(),
  review: async () => (await import("./review.ts")).reviewCommand(),
  import: async () => (await import("./import.ts")).importCommand(),
  explain: async () => (await import("./explain.ts")).explainCommand(),
};

const program = new Command("cloudmonitor-relay")
  .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
  .showHelpAfterError("(add --help for the options)");

const [asked = ""] = process.argv.slice(2);
const names = Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
for (const name of names) {
  const command = await COMMANDS[name]?.();
  if (command) program.addCommand(command);
}

import { catalogueCommand } from "./catalogue.ts";
import { completionCommand } from "./completion.ts";
import { explainCommand } from "./explain.ts";
import { importCommand } from "./import.ts";
import { initCommand } from "./init/command.ts";
import { localCommand } from "./local.ts";
import { reviewCommand } from "./review.ts";

const program = new Command("cloudmonitor-relay")
  .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
  .showHelpAfterError("(add --help for the options)")
  .addCommand(localCommand())
  .addCommand(importCommand())
  .addCommand(explainCommand())
  .addCommand(reviewCommand())
  .addCommand(catalogueCommand())
  .addCommand(initCommand());
program.addCommand(completionCommand(program));

try {
  // Unusable options end with 2, as every command's unusable input does; help and version with 0.
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
