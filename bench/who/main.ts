import { Command } from "commander";
import { wholeNumber } from "../whole-number.ts";
import { proveByForce, timeProof } from "./proof.ts";

interface Options {
  seed: number;
  alerts: number;
  routes: number;
  rules: number;
  json: boolean;
}

/** Most seconds of processor time for the proof of a large program. */
const GOAL = 1;

const options = new Command("prove-who")
  .description(
    "Sends random alerts through random routes twice: by the Worker's own routing, and by the parts of their class that `cloudmonitor-relay who` computes. Then measures how long the proof of a large program takes.",
  )
  .option("--seed <number>", "where chance begins", wholeNumber(1), 1)
  .option("--alerts <number>", "how many alerts", wholeNumber(1), 1_000_000)
  .option("--routes <number>", "routes of the large program", wholeNumber(1), 200)
  .option("--rules <number>", "rules of the large program", wholeNumber(1), 1000)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `\nEnds with 1 if an alert goes elsewhere than computed, or the proof takes over ${GOAL} s.`,
  )
  .parse()
  .opts<Options>();

const { wrong, ...proof } = proveByForce(options);
const { seconds } = await timeProof(options);
if (options.json) console.log(JSON.stringify({ ...proof, wrong: wrong.length, first: wrong[0], seconds }));
else {
  console.log(
    `${proof.alerts} alerts of ${proof.configurations} configurations, whose classes have ${proof.regions} parts: ${wrong.length} went elsewhere`,
  );
  if (wrong[0]) console.log(`the first: ${JSON.stringify(wrong[0])}`);
  console.log(
    `${options.routes} routes and ${options.rules} rules are proven in ${seconds.toFixed(2)} s of processor time (goal: under ${GOAL})`,
  );
}
if (wrong.length > 0 || seconds >= GOAL) process.exitCode = 1;
