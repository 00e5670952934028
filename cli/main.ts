#!/usr/bin/env node
import { endQuietlyWithReader, runCommandLine } from "./command-line.ts";

endQuietlyWithReader();
await runCommandLine(process.argv.slice(2));
