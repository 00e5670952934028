import { Command } from "commander";
import { printFailure } from "../failure.ts";
import { RECEIVER_HELP, type ReceiverOptions, withReceiver } from "./receiver.ts";

/** What every command that asks a deployed receiver takes. */
export interface OnCallOptions extends ReceiverOptions {
  json: boolean;
}

interface Described {
  summary: string;
  description: string;
  /** What the exit codes 0 and 1 mean; 2 is the same for all. */
  exits: readonly [string, string?];
  examples: readonly string[];
}

/** A command of a person on call: how the receiver is found, `--json`, exit codes and examples. */
export function onCallCommand(
  name: string,
  { summary, description, exits: [good, bad], examples }: Described,
): Command {
  const command = new Command(name)
    .summary(summary)
    .description(description)
    .option("--json", "print JSON", false);
  const codes = [`  0  ${good}`, ...(bad ? [`  1  ${bad}`] : [])];
  return withReceiver(command).addHelpText(
    "after",
    `${RECEIVER_HELP}

Exit codes:
${codes.join("\n")}
  2  the receiver can't be reached, refuses the token, or an option is not usable

Examples:
${examples.map((each) => `  cloudmonitor-relay ${each}`).join("\n")}`,
  );
}

/** Runs a command's work; a failure is one line on standard error, and 2. */
export async function exitOf(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    printFailure(error);
    process.exitCode = 2;
  }
}

/** Prints an answer: as it came, or in words. */
export function print(answer: object, text: string, { json }: Pick<OnCallOptions, "json">): void {
  process.stdout.write(`${json ? JSON.stringify(answer) : text}\n`);
}
