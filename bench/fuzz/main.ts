import { Command, InvalidArgumentError } from "commander";
import { fuzz, holds, LONGEST_ANSWER, MOST_MICROS } from "./fuzz.ts";

interface Options {
  seed: number;
  count: number;
  json: boolean;
}

const options = new Command("fuzz")
  .description(
    "Sends hostile bodies through everything that the receiver does before its ledger: random bytes, broken percent-encoding, lone surrogates, __proto__, 10,000 fields, deep JSON, wrong types, 10 MB, and real bodies with something in them changed. Bodies that once failed (bench/fuzz/corpus.json) are among them.",
  )
  .option("--seed <number>", "where chance begins; case n has the seed SEED + n", count(0), 1)
  .option("--count <number>", "how many bodies", count(1), 1_000_000)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Ends with 1 if an error was not caught, an answer was over ${LONGEST_ANSWER} bytes, or the 99th percentile of
processor time is over ${MOST_MICROS / 1000} ms.

Examples:
  npm run fuzz
  npm run fuzz -- --seed 4711 --count 1      the case that failed with the seed 4711 again`,
  )
  .parse()
  .opts<Options>();

const progress = (done: number) => process.stderr.write(`\r${done} of ${options.count}`);
const report = await fuzz({ ...options, ...(process.stderr.isTTY && { progress }) });
if (process.stderr.isTTY) process.stderr.write("\r");
if (options.json) {
  console.log(JSON.stringify(report));
} else {
  const { cases, failures, statuses, longestAnswer, micros, slowest } = report;
  for (const { seed, maker, why, body } of failures)
    console.log(`✗ ${maker}${seed === undefined ? "" : ` (--seed ${seed} --count 1)`}: ${why}\n  ${body}`);
  console.log(`${cases} bodies, ${failures.length} failures; answers by status ${JSON.stringify(statuses)}`);
  console.log(`longest answer ${longestAnswer} bytes (goal: at most ${LONGEST_ANSWER})`);
  console.log(
    `processor time ${micros.p50} µs (median), ${micros.p99} µs (99th percentile; goal: at most ${MOST_MICROS}), ${micros.max} µs (most: ${slowest.maker}, seed ${slowest.seed})`,
  );
}
if (!holds(report)) process.exitCode = 1;

function count(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least)
      throw new InvalidArgumentError(`must be a whole number from ${least}`);
    return number;
  };
}
