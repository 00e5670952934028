#!/usr/bin/env node
import { Command } from "commander";
import { localCommand } from "./local.ts";

const program = new Command("cloudmonitor-relay")
  .description("Alibaba CloudMonitor alert rules and the receiver of their callbacks, as one program.")
  .showHelpAfterError("(add --help for the options)")
  .addCommand(localCommand());

await program.parseAsync();
