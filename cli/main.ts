#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { explainCommand } from "./explain.ts";
import { importCommand } from "./import.ts";
import { localCommand } from "./local.ts";
import { reviewCommand } from "./review.ts";

const program = new Command("cloudmonitor-relay")
  .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
  .showHelpAfterError("(add --help for the options)")
  .addCommand(localCommand())
  .addCommand(importCommand())
  .addCommand(explainCommand())
  .addCommand(reviewCommand());

try {
  // Unusable options end with 2, as every command's unusable input does; help and version with 0.
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
