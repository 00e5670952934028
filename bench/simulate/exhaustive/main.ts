import { Command } from "commander";
import { wholeNumber } from "../../whole-number.ts";
import { explore } from "./explore.ts";
import { MOST_CALLBACKS } from "./path.ts";

interface Options {
  callbacks: number;
  stops: number;
  badAnswers: number;
  seconds: number;
  json: boolean;
}

const options = new Command("exhaust")
  .description(
    "Plays every order of a few callbacks over the receiver's own code, with every place of a stop and of bad answers, until nothing new is reached.",
  )
  .option("--callbacks <number>", "callbacks of up to three episodes", wholeNumber(1, MOST_CALLBACKS), 4)
  .option("--stops <number>", "stops of an object in one run", wholeNumber(0, 1), 1)
  .option("--bad-answers <number>", "bad answers of a vendor in one run", wholeNumber(0, 2), 1)
  .option("--seconds <number>", "ends after this time, complete or not", wholeNumber(1, 86_400), 300)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    "\nEnds with 1 if anything that must hold did not, with 2 if time was over before the bounds.",
  )
  .parse()
  .opts<Options>();

const { json, seconds: most, ...bounds } = options;
const began = performance.now();
const { runs, states, isComplete, violations } = await explore(bounds, {
  until: Date.now() + most * 1000,
  progress: ({ runs, states }) =>
    process.stderr.isTTY && process.stderr.write(`\r${runs} runs, ${states} states`),
});
const seconds = Math.round((performance.now() - began) / 1000);
if (json) console.log(JSON.stringify({ ...bounds, runs, states, isComplete, violations, seconds }));
else {
  for (const { steps, invariant, what } of violations)
    console.log(`✗ ${invariant}: ${what}\n  ${JSON.stringify(steps)}`);
  const { callbacks, stops, badAnswers } = bounds;
  console.log(
    `${callbacks} callbacks, 2 destinations, at most ${stops} stops and ${badAnswers} bad answers: ${runs} runs reached ${states} states, ${isComplete ? "and nothing new is left" : "and time was over"}, in ${seconds} s`,
  );
}
process.exitCode = violations.length > 0 ? 1 : isComplete ? 0 : 2;
