import { Command } from "commander";
import { wholeNumber } from "../whole-number.ts";
import { fuzz, holds, LEAST_COVERAGE, LONGEST_ANSWER, MOST_MICROS } from "./fuzz.ts";

interface Options {
  seed: number;
  count: number;
  json: boolean;
}

const options = new Command("fuzz")
  .description(
    "Sends hostile bodies through everything that the receiver does before its ledger: random bytes, broken percent-encoding, lone surrogates, __proto__, 10,000 fields, deep JSON, wrong types, 10 MB, and, half of all, real bodies with some of their fields dropped, doubled, retyped, mis-encoded, misnamed, cut or swapped. Bodies that once failed (bench/fuzz/corpus.json) are among them.",
  )
  .option("--seed <number>", "where chance begins; case n has the seed SEED + n", wholeNumber(0), 1)
  .option("--count <number>", "how many bodies", wholeNumber(1), 1_000_000)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Ends with 1 if an error was not caught, an answer was over ${LONGEST_ANSWER} bytes, the 99th percentile of
processor time is over ${MOST_MICROS / 1000} ms, a body was lost (neither taken nor kept, or with an outcome that has
no name), a reason has control characters, a secret was told, or fewer than ${LEAST_COVERAGE * 100} % of the branches of
receiver/sources were taken (measured with up to 200,000 of the bodies, from 50,000 on).

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
  const { cases, failures, statuses, longestAnswer, micros, slowest, coverage } = report;
  for (const { seed, maker, why, body } of failures)
    console.log(`✗ ${maker}${seed === undefined ? "" : ` (--seed ${seed} --count 1)`}: ${why}\n  ${body}`);
  console.log(`${cases} bodies, ${failures.length} failures; answers by status ${JSON.stringify(statuses)}`);
  console.log(`longest answer ${longestAnswer} bytes (goal: at most ${LONGEST_ANSWER})`);
  console.log(
    `processor time ${micros.p50} µs (median), ${micros.p99} µs (99th percentile; goal: at most ${MOST_MICROS}), ${micros.max} µs (most: ${slowest.maker}, seed ${slowest.seed})`,
  );
  if (coverage) {
    const part = ((100 * coverage.taken) / coverage.branches).toFixed(1);
    for (const branch of coverage.missed) console.log(`  not taken: ${branch}`);
    console.log(
      `${coverage.taken} of ${coverage.branches} branches of receiver/sources taken: ${part} % (goal: at least ${LEAST_COVERAGE * 100} %)`,
    );
  }
}
if (!holds(report)) process.exitCode = 1;
