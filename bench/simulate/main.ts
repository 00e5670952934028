import { Command } from "commander";
import { wholeNumber } from "../whole-number.ts";
import { simulate, storyOf } from "./simulate.ts";

interface Options {
  seed: number;
  seeds: number;
  callbacks: number;
  story: boolean;
  short: boolean;
  json: boolean;
}

const options = new Command("simulate")
  .description(
    "Plays bad nights: the receiver's own classes on Node's SQLite, with a made-up Cloudflare, CloudMonitor and vendors around them, under one seed. Objects stop at any await, disks fail, calls are lost, clocks jump, vendors refuse, hang, limit and lose; after each run everything that was acknowledged must have been told.",
  )
  .option("--seed <number>", "where chance begins; run n has the seed SEED + n", wholeNumber(0), 1)
  .option("--seeds <number>", "how many runs", wholeNumber(1), 10_000)
  .option(
    "--callbacks <number>",
    "goes on with further seeds until so many callbacks were sent",
    wholeNumber(0),
    0,
  )
  .option("--short", "a third of each night, as the tests play them", false)
  .option("--story", "print the log of the first seed, whether it fails or not", false)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Ends with 1 if anything that must hold did not; the first failing seed is then made as small as it can be
and told as a story. The same seed gives the same log, byte for byte: \`digest\` is its SHA-256.

Examples:
  npm run simulate
  npm run simulate -- --seed 4711 --seeds 1 --story
  npm run simulate -- --seeds 10000 --callbacks 1000000 --json`,
  )
  .parse()
  .opts<Options>();

const progress = (runs: number) => process.stderr.write(`\r${runs} of ${options.seeds}`);
const length = options.short ? "short" : "whole";
const figures = await simulate({ ...options, length, ...(process.stderr.isTTY && { progress }) });
if (process.stderr.isTTY) process.stderr.write("\r");
const failed = figures.failures[0];

if (options.json) {
  console.log(JSON.stringify(figures));
} else {
  if (options.story) console.log(await storyOf({ seed: options.seed, length, shrink: false }));
  const { seeds, callbacks, changed, requests, stops, events, digest, seconds } = figures;
  for (const { seed, invariant, what } of figures.failures)
    console.log(`✗ --seed ${seed}: ${invariant}: ${what}`);
  if (failed && !options.story)
    console.log(`\n${await storyOf({ seed: failed.seed, length, shrink: true })}\n`);
  console.log(
    `${seeds} runs from seed ${options.seed}: ${callbacks} callbacks (${Math.round((100 * changed) / callbacks)} % changed an incident), ${requests} requests to vendors, ${stops} stops, ${events} events, in ${seconds} s`,
  );
  console.log(`${figures.failures.length} failed; log ${digest}`);
}
if (failed) process.exitCode = 1;
