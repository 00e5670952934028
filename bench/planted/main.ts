import { Command } from "commander";
import { simulate } from "../simulate/simulate.ts";
import { wholeNumber } from "../whole-number.ts";
import { PLANTED, type Planted } from "./faults.ts";
import { Copy } from "./tests.ts";

interface Options {
  seed: number;
  seeds: number;
  only?: string;
  tests: boolean;
  json: boolean;
}

const options = new Command("planted")
  .description(
    "Plants faults in the receiver, one at a time and in memory only, and plays nights until the simulation finds each: faults of one token or line.",
  )
  .option("--seed <number>", "the first night's seed", wholeNumber(0), 1)
  .option("--seeds <number>", "nights that a fault may stay unnoticed", wholeNumber(1), 200)
  .option("--only <text>", "only faults whose subject or file holds this text")
  .option(
    "--tests",
    "runs the receiver's tests with each fault instead, in a throw-away copy: they must not find it",
    false,
  )
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Ends with 1 if a fault is not found, with --tests if one is. bench/planted/faults.ts is the list.

Examples:
  npm run planted
  npm run planted -- --only fallback
  npm run planted -- --only fallback --tests
  npm run planted -- --seed 4711 --json`,
  )
  .parse()
  .opts<Options>();

interface Found extends Pick<Planted, "about" | "file" | "replace" | "why"> {
  /** Nights until it was found; undefined: it was not. */
  nights?: number;
  seed?: number;
  invariant?: string;
}

const { seed, seeds, only = "" } = options;
const faults = PLANTED.filter(({ about, file }) => about.includes(only) || file.includes(only));
if (options.tests) {
  const copy = await Copy.make();
  for (const fault of faults) {
    const [failing] = await copy.failing(fault);
    console.log(`${failing === undefined ? "✓ passes every test" : `✗ found by: ${failing}`}: ${fault.why}`);
    if (failing !== undefined) process.exitCode = 1;
  }
  await copy.remove();
  process.exit();
}

const all: Found[] = [];
const began = performance.now();
for (const fault of faults) {
  const { about, file, find, replace, why } = fault;
  const played = await simulate({ seed, seeds, patch: { file, find, replace }, isFirstEnough: true });
  const [failure] = played.failures;
  const found: Found = { about, file, replace, why };
  if (failure)
    Object.assign(found, {
      nights: failure.seed - seed + 1,
      seed: failure.seed,
      invariant: failure.invariant,
    });
  all.push(found);
  if (!options.json) console.log(lineOf(found));
}
const missed = all.filter(({ nights }) => nights === undefined);
const seconds = Math.round((performance.now() - began) / 1000);
if (options.json)
  console.log(
    JSON.stringify({ seed, seeds, planted: all.length, missed: missed.length, faults: all, seconds }),
  );
else
  console.log(
    `${all.length - missed.length} of ${all.length} faults found, each within ${seeds} nights from seed ${seed}, in ${seconds} s`,
  );
if (missed.length > 0) process.exitCode = 1;

function lineOf({ about, file, why, nights, invariant }: Found): string {
  const result = nights === undefined ? "✗ not found" : `✓ night ${nights}: ${invariant}`;
  return `${about}: ${why} (${file})\n  ${result}`;
}
