import { Command } from "commander";
import { wholeNumber } from "../whole-number.ts";
import { chaos } from "./chaos.ts";

interface Options {
  seed: number;
  kills: number;
  json: boolean;
}

const options = new Command("chaos")
  .description(
    "Runs the deployed Worker in workerd itself, and kills the process again and again while callbacks of three sources come in and five stand-in destinations with faults are told; then waits until all is told. Talks only to 127.0.0.1.",
  )
  .option("--kills <number>", "how often it is killed", wholeNumber(1), 300)
  .option(
    "--seed <number>",
    "where chance begins: when it is killed, what fails, who calls",
    wholeNumber(0),
    1,
  )
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Ends with 1 if anything that was answered with 200 is not told (lost), began twice at one destination
(double), is over and still open there (unresolved), or is a dead letter; and if chats got more copies than
there were kills. The processes live by the machine's clock: the same seed is not the same run.

Examples:
  npm run chaos
  npm run chaos -- --kills 20 --seed 7
  npm run chaos -- --json`,
  )
  .parse()
  .opts<Options>();

const isTerminal = process.stderr.isTTY;
const progress = (text: string) => process.stderr.write(`\r${text.padEnd(70)}`);
try {
  const figures = await chaos({ ...options, ...(isTerminal && { progress }) });
  if (isTerminal) process.stderr.write(`\r${"".padEnd(70)}\r`);
  if (options.json) console.log(JSON.stringify(figures));
  else {
    const { findings, ...counted } = figures;
    for (const finding of findings) console.log(`✗ ${finding}`);
    for (const [name, value] of Object.entries(counted)) console.log(`${name.padEnd(14)}${value}`);
  }
  const { lost, double, unresolved, deadLetters, waiting, copies, kills } = figures;
  const wrong = lost + double + unresolved + deadLetters + waiting;
  if (wrong > 0 || copies > kills || kills < options.kills) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`chaos: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
