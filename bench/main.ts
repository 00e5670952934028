import { Command } from "commander";
import { workerCode, workerSha256 } from "../components/receiver/bundle.ts";
import { WITHOUT_ALICLOUD } from "../tests/engine/pulumi.ts";
import { benchAccept } from "./accept.ts";
import { CALLBACKS, dollarsOfMillion } from "./costs/cost.ts";
import { MOST_ROWS } from "./costs/measured.ts";
import { PRICES_OF } from "./costs/prices.ts";
import { measureRows } from "./costs/rows.ts";
import { benchCpu } from "./cpu.ts";
import { benchEvaluate } from "./evaluate.ts";
import type { Figure } from "./figures.ts";
import { benchFlush } from "./flush.ts";
import { benchLatency } from "./latency.ts";
import { benchLint } from "./lint.ts";
import { benchQuiet } from "./quiet.ts";
import { benchRehearse } from "./rehearse.ts";
import { benchSize } from "./size.ts";
import { benchStart } from "./start.ts";
import { benchStorm } from "./storm.ts";
import { benchUp } from "./up.ts";
import { upFigures } from "./up-figures.ts";
import { wholeNumber } from "./whole-number.ts";

interface Options {
  json: boolean;
  requests: number;
  rounds: number;
  connections: number;
  starts: number;
  rules: number;
  upRules: number[];
  stormSeconds: number;
  only: string | undefined;
  base: string | undefined;
  kinds: string[] | undefined;
}

/** Each part of the bench, by the first word of its figures. */
const PARTS: Record<string, (options: Options, progress: (text: string) => void) => Promise<Figure[]>> = {
  async bundle() {
    return [
      { name: "bundle.bytes", value: Buffer.byteLength(workerCode()), text: "the Worker, minified" },
      { name: "bundle.sha256", value: workerSha256(), text: "of the Worker" },
    ];
  },

  async size({ only }, progress) {
    if (only !== "size") {
      progress("left out: it needs a registry; --only size measures it");
      return [];
    }
    const { peers, added, own } = benchSize(progress);
    return [
      {
        name: "size.addedMegabytes",
        value: added,
        text: "MB that the package adds to Pulumi's own packages in an empty project, dependencies included",
        goal: { text: "at most 20", met: added <= 20 },
      },
      { name: "size.ownMegabytes", value: own, text: "MB of them its own, source maps and pages included" },
      { name: "size.peersMegabytes", value: peers, text: "MB of Pulumi's own packages" },
    ];
  },

  async start({ starts }, progress) {
    const { millisOverEmpty, millisEmpty, cpuMillisOverEmpty } = await benchStart({
      rounds: starts,
      progress,
    });
    return [
      {
        name: "start.millisOverEmpty",
        value: millisOverEmpty,
        text: "ms from the start of workerd to the first 200, over an empty Worker",
        goal: { text: "at most 15", met: millisOverEmpty <= 15 },
      },
      {
        name: "start.cpuMillisOverEmpty",
        value: cpuMillisOverEmpty,
        text: "ms of processor time until then, over an empty Worker",
      },
      { name: "start.millisEmpty", value: millisEmpty, text: "ms of an empty Worker" },
    ];
  },

  async cpu(options, progress) {
    const { ratio, overBase, micros } = await benchCpu({ ...options, progress });
    return [
      ...Object.entries(ratio).map(([kind, value]) => ({
        name: `cpu.${kind}.ratio`,
        value,
        text: "of the processor time of a bare handler, everything before the ledger",
        goal: { text: "at most 1.5", met: value <= 1.5 },
      })),
      ...Object.entries(overBase).map(([kind, value]) => ({
        name: `cpu.${kind}.overBase`,
        value,
        text: `of the processor time at ${options.base}`,
        goal: { text: "at most 1", met: value <= 1 },
      })),
      ...(Number.isNaN(micros)
        ? []
        : [{ name: "cpu.metric.micros", value: micros, text: "µs of processor time of a metric callback" }]),
    ];
  },

  async accept(options, progress) {
    const { ratio, perSecond, barePerSecond } = await benchAccept({ ...options, progress });
    const goal = { text: "at least 0.8", met: ratio >= 0.8 };
    return [
      { name: "accept.ratio", value: ratio, text: "of the rate of a Worker that only inserts a row", goal },
      { name: "accept.perSecond", value: perSecond, text: "callbacks accepted each second, durable" },
      { name: "accept.barePerSecond", value: barePerSecond, text: "bare inserts each second" },
    ];
  },

  async quiet(options, progress) {
    const ratio = await benchQuiet({ ...options, progress });
    const text = "of what a source accepts without, with 20 maintenance windows and 20 inhibitions";
    return [{ name: "quiet.ratio", value: ratio, text, goal: { text: "at least 0.9", met: ratio >= 0.9 } }];
  },

  async flush(options, progress) {
    const { perSecond, ratio } = await benchFlush({ ...options, progress });
    const goal = { text: "at least 1500", met: perSecond >= 1500 };
    return [
      {
        name: "flush.perSecond",
        value: perSecond,
        text: "callbacks of a source, a flush taking 12 ms",
        goal,
      },
      { name: "flush.ratio", value: ratio, text: "of the rate without such a flush" },
    ];
  },

  async latency(options, progress) {
    const { p50, p99, quietP50 } = await benchLatency({ ...options, progress });
    return [
      {
        name: "latency.p50",
        value: p50,
        text: "ms from a callback to its incident, one of 10 among 500 callbacks a second",
        goal: { text: "at most 50", met: p50 <= 50 },
      },
      {
        name: "latency.p99",
        value: p99,
        text: "ms, 99 of 100 of them",
        goal: { text: "at most 500", met: p99 <= 500 },
      },
      { name: "latency.quietP50", value: quietP50, text: "ms with these 10 a second alone" },
    ];
  },

  async storm(options, progress) {
    const { bare, ...storms } = await benchStorm({ ...options, progress });
    const names = { one: "1 source", eight: "8 sources" };
    return [
      ...Object.entries(storms).flatMap(([name, { held, p50, p99 }]) => [
        {
          name: `storm.${name}.held`,
          value: held,
          text: `of 200 callbacks a second from ${names[name as keyof typeof names]}, all delivered`,
          goal: { text: "at least 0.99", met: held >= 0.99 },
        },
        { name: `storm.${name}.p50`, value: p50, text: "ms until one is accepted" },
        {
          name: `storm.${name}.p99`,
          value: p99,
          text: "ms, 99 of 100 of them",
          goal: { text: "at most 100", met: p99 <= 100 },
        },
      ]),
      { name: "storm.bare.p99", value: bare.p99, text: "ms of a Worker that only inserts a row" },
    ];
  },

  async rows() {
    const measured = await measureRows();
    return Object.entries(MOST_ROWS).flatMap(([name, most]) => {
      const { rows, requests } = measured[name as keyof typeof measured];
      return [
        {
          name: `rows.${name}`,
          value: rows,
          text: "rows written, indexes and alarms counted",
          goal: { text: `at most ${most}`, met: rows <= most },
          must: true,
        },
        { name: `rows.${name}.requests`, value: requests, text: "calls of objects, and alarms" },
      ];
    });
  },

  async cost() {
    return CALLBACKS.map((each, index) => ({
      name: `cost.${["duplicate", "repetition", "change", "changeAtThree"][index]}`,
      value: dollarsOfMillion(each),
      text: `US dollars for a million of: ${each.title} (prices of ${PRICES_OF})`,
    }));
  },

  async evaluate({ rules, rounds }, progress) {
    const { timeRatio, memoryRatio, millisPerRule } = await benchEvaluate({
      rules,
      rounds: Math.min(rounds, 3),
      progress,
    });
    const goal = (ratio: number) => ({ text: "at most 1.15", met: ratio <= 1.15 });
    const resources = `of the same ${rules} rules as the provider's raw resources`;
    return [
      {
        name: "evaluate.timeRatio",
        value: timeRatio,
        text: `of the processor time ${resources}`,
        goal: goal(timeRatio),
      },
      {
        name: "evaluate.memoryRatio",
        value: memoryRatio,
        text: `of the memory ${resources}`,
        goal: goal(memoryRatio),
      },
      { name: "evaluate.millisPerRule", value: millisPerRule, text: "ms of processor time for each rule" },
    ];
  },

  async lint() {
    const { seconds } = benchLint();
    const goal = { text: "under 3", met: seconds < 3 };
    return [{ name: "lint.seconds", value: seconds, text: "s for `lint` of a program of 200 rules", goal }];
  },

  async rehearse() {
    const { weekSeconds, callbacks } = await benchRehearse();
    const goal = { text: "under 10", met: weekSeconds < 10 };
    return [
      {
        name: "rehearse.weekSeconds",
        value: weekSeconds,
        text: "s to play a week of minute data for 50 rules through the Worker",
        goal,
      },
      { name: "rehearse.callbacks", value: callbacks, text: "callbacks in that week" },
    ];
  },

  async up({ upRules, rounds }, progress) {
    if (WITHOUT_ALICLOUD) {
      progress(`left out: ${WITHOUT_ALICLOUD.replace(/^skipped: /, "")}`);
      return [];
    }
    return upFigures(await benchUp({ sizes: upRules, rounds: Math.min(rounds, 3), progress }));
  },
};

const options = new Command("bench")
  .description(
    "Measures the receiver in workerd itself, and the evaluation and deployment of rules, each beside something simpler in the same run: absolute figures are the machine's, ratios are ours.",
  )
  .option("--json", "print one object of named figures", false)
  .option("--requests <number>", "requests a round", wholeNumber(1), 4000)
  .option("--rounds <number>", "rounds of each comparison", wholeNumber(1), 5)
  .option("--starts <number>", "rounds of starts", wholeNumber(1), 20)
  .option("--connections <number>", "connections at once", wholeNumber(1), 32)
  .option("--rules <number>", "rules of the evaluated program", wholeNumber(1), 1000)
  .option(
    "--up-rules <numbers>",
    "how many rules are deployed by `pulumi up`, e.g. 200,1000; the last by the first is the growth",
    counts,
    [50, 200],
  )
  .option("--storm-seconds <number>", "how long each storm lasts", wholeNumber(1), 60)
  .option(
    "--base <revision>",
    "git revision whose processor time before the ledger is compared, request by request",
  )
  .option("--kinds <kinds>", "kinds of sources whose processor time is measured, e.g. metric,event", (text) =>
    text.split(","),
  )
  .option("--only <part>", `one of ${Object.keys(PARTS).join(", ")}`)
  .addHelpText(
    "after",
    "\nThe requests are always the same, so there is no seed. Ends with 1 if something that must hold does not:\na callback that was not accepted, or an update with more calls of CloudMonitor's\nAPI, or much more time, than the provider's own resources need. That part needs the `pulumi` CLI and the alicloud plugin on PATH,\nand is left out elsewhere.",
  )
  .parse()
  .opts<Options>();

const figures: Figure[] = [];
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (options.only !== undefined && options.only !== name) continue;
    const progress = (text: string) => process.stderr.write(`${name}: ${text}\n`);
    figures.push(...(await part(options, progress)));
  }
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

if (options.json) {
  console.log(JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, round(value)]))));
} else {
  for (const { name, value, text, goal } of figures) {
    const verdict = goal ? ` (goal: ${goal.text} ${goal.met ? "✓" : "✗"})` : "";
    console.log(`${name.padEnd(22)} ${String(round(value)).padStart(9)}  ${text}${verdict}`);
  }
}
if (figures.some(({ goal, must }) => must && !goal?.met)) process.exitCode = 1;

/** Three digits are more than the machine gives. */
function round(value: number | string): number | string {
  return typeof value === "string" ? value : Number(value.toPrecision(value >= 1000 ? 6 : 3));
}

function counts(text: string): number[] {
  return text.split(",").map(wholeNumber(1));
}
