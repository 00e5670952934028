import type { MutantResult } from "@stryker-mutator/api/core";
import { Command } from "commander";
import { wholeNumber } from "../whole-number.ts";
import type { Equivalent } from "./equivalent.ts";
import { ROOMS, type Room, roomsOf } from "./rooms.ts";
import { mutate } from "./run.ts";
import { type Score, type Survivor, scoreOf } from "./score.ts";
import { progressOf, soFar } from "./so-far.ts";

const STOPS = ["SIGINT", "SIGTERM"] as const;

interface Options {
  seed: number;
  size: number | undefined;
  concurrency: number;
  force: boolean;
  json: boolean;
}

const list = Object.entries(ROOMS)
  .map(([name, { goal, size }]) => `  ${name.padEnd(22)} ${goal} %${size ? `, ${size} mutants drawn` : ""}`)
  .join("\n");

const command = new Command("mutation")
  .description(
    "Changes the code in small ways, one at a time, and runs the tests that reach each: a mutant that no test notices is a survivor.",
  )
  .argument("<room...>", "a room, a folder of rooms (receiver), or one file")
  .option("--seed <number>", "decides which mutants are drawn", wholeNumber(0), 1)
  .option("--size <number>", "how many mutants are drawn of each room; 0 for all", wholeNumber(0))
  .option("--concurrency <number>", "how many run side by side", wholeNumber(1), 2)
  .option("--force", "judge also what has not changed since it was judged last", false)
  .option("--json", "print one object", false)
  .addHelpText(
    "after",
    `
Rooms, each with the share of mutants that its tests must notice:
${list}

What an earlier run said of unchanged code and tests is taken over where all mutants of a room are judged; it
does not see changes of other files, such as a test's helpers. bench/mutation/equivalent.ts lists mutants that
no test can notice, each with the reason.

Says every half minute how far it is, on standard error; stopped (Ctrl-C), it prints what was judged until then.

Ends with 1 if a room is below its goal, or an entry of that list is not needed; with 2 if a room could
not be judged.

Examples:
  npm run mutation -- receiver
  npm run mutation -- receiver/glob.ts
  npm run mutation -- checks --seed 4711 --size 200`,
  )
  .parse();
const { size, json, ...options } = command.opts<Options>();

const rooms = command.args.flatMap((argument) => {
  const found = roomsOf(argument);
  if (found.length === 0) command.error(`there is no room "${argument}"; see --help`, { exitCode: 2 });
  return found;
});

const figures: Record<string, Score & { seconds: number }> = {};
const survivors: Survivor[] = [];
const needless: Equivalent[] = [];

function take(name: string, room: Room, results: readonly MutantResult[], start: number): Equivalent[] {
  const found = scoreOf(room, results);
  figures[name] = { ...found.score, seconds: Math.round((performance.now() - start) / 1000) };
  survivors.push(...found.survivors);
  return found.needless;
}

/** `unfinished` is the room in which the run was stopped. */
function print(unfinished?: string): void {
  if (json) {
    console.log(JSON.stringify({ seed: options.seed, unfinished, rooms: figures, survivors, needless }));
    return;
  }
  for (const { place, mutator, covered, original, replacement } of survivors)
    console.log(
      `${place}  ${mutator}${covered ? "" : ", which no test runs"}\n- ${original}\n+ ${replacement}\n`,
    );
  for (const { file, line, replacement } of needless)
    console.log(`bench/mutation/equivalent.ts: not needed: ${file}: "${line}", "${replacement}"\n`);
  for (const [name, { met, percent, mutants, goal, notCovered, equivalent, seconds }] of Object.entries(
    figures,
  ))
    console.log(
      `${name === unfinished ? "…" : met ? "✓" : "✗"} ${name.padEnd(22)} ${percent} % of ${mutants} mutants noticed (goal: ${goal} %); ${notCovered} that no test runs, ${equivalent} that none can notice; ${seconds} s`,
    );
  if (unfinished !== undefined) console.log(`  ${unfinished}: stopped; ${progressOf(soFar)}`);
}

for (const [name, room] of rooms) {
  const start = performance.now();
  const run = { ...options, size: size ?? room.size ?? 0, quiet: json };
  const stopped = () => {
    take(name, room, soFar.results, start);
    print(name);
  };
  // Stryker ends the process on these signals, once its own processes are gone.
  for (const signal of STOPS) process.once(signal, stopped);
  // Stryker has said more, where it may: usually, which test fails before anything is changed.
  const results = await mutate(name, room, run).catch((error: Error) =>
    command.error(`${name}: ${error.message}`, { exitCode: 2 }),
  );
  for (const signal of STOPS) process.off(signal, stopped);
  const found = take(name, room, results, start);
  // One that was not drawn may be needed all the same.
  if (run.size === 0) needless.push(...found);
}

print();
if (needless.length > 0 || !Object.values(figures).every(({ met }) => met)) process.exitCode = 1;
