import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { AlertReceiver } from "../components/alert-receiver.ts";
import { DestinationKind } from "../components/destination-kind.ts";
import { parseScenario } from "../local/cloudmonitor/scenario.ts";
import type { Series } from "../local/cloudmonitor/series.ts";
import type { CallbackEvent, DeliveryEvent } from "../local/events.ts";
import { RunningProgram } from "../local/running-program.ts";
import { ScenarioRun } from "../local/scenario-run.ts";
import { evaluateInline } from "../program/evaluator/inline.ts";
import { type Program, readProgram } from "../program/model/program.ts";
import type { Answers } from "../program/project/answers.ts";
import { type EvaluatedProgram, type ProjectOptions, programOf } from "../program/project/program.ts";
import { stableName } from "../receiver/stable-name.ts";
import { type Data, placed } from "./data.ts";
import { Rehearsal } from "./rehearsal.ts";

/** What rules under test are declared with, where they are not a whole program. */
export interface Given {
  /** Callback URL of a receiver that tells one destination, called `pager`. */
  callback: pulumi.Output<string>;
  /** A contact group. */
  contactGroups: string[];
}

export interface RehearseOptions {
  /** Folder of a Pulumi program. Default, if nothing is declared: the working directory. */
  program?: string;
  /** Declares rules or components in place of a program. */
  declare?: (given: Given) => unknown;
  /** Stack configuration by key; what is required and missing is made up. */
  config?: Record<string, string>;
  /** Outputs of other stacks, and what functions answer that ask a cloud. Default: of programs beside. */
  answers?: Answers;
  /** Metric data: `series(…)` and `csv(…)`. */
  data?: (Data | Data[])[];
  /** A scenario file in place of data. */
  scenario?: string;
  /** When the data begins. Default: midnight UTC of 1 January 2026, a Thursday. */
  start?: string;
  /** Distance of the values of `series`. Default: "1 minute". */
  interval?: string;
}

/** Every rehearsal begins at the same moment unless it says otherwise, so that it always says the same. */
const START = "2026-01-01T00:00:00Z";

/** Programs by what was asked for: a test file rehearses one program many times. */
const programs = new Map<string, Promise<EvaluatedProgram>>();

/**
 * Plays metric data through a program's rules and receiver, on a clock of its own: the real rules in a
 * local CloudMonitor, the real Worker in workerd, a stand-in for each destination. A week takes
 * seconds. Throws where the program, the data or an option is not usable.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { program, siblings } = options.declare
    ? { program: await programDeclaredBy(options.declare, options.config), siblings: [] }
    : await programIn({
        directory: resolve(options.program ?? "."),
        config: options.config ?? {},
        answers: options.answers ?? {},
      });
  return rehearseProgram(program, readData(options), siblings);
}

/** The same for a program that is read already. */
export async function rehearseProgram(
  program: Program,
  series: Series[],
  siblings: readonly Program[] = [],
): Promise<Rehearsal> {
  const start = Math.min(...series.map((each) => each.start));
  const running = await RunningProgram.open(program, { siblings });
  const callbacks: CallbackEvent[] = [];
  const deliveries: DeliveryEvent[] = [];
  try {
    const scenario = new ScenarioRun(running, (event) => {
      if (event.event === "callback") callbacks.push(event);
      if (event.event === "delivery") deliveries.push(event);
    });
    await scenario.run({ series, expect: undefined });
  } finally {
    await running.stop();
  }
  const end = Math.max(...series.map((each) => each.start + each.values.length * each.interval));
  const notEvaluated = Object.fromEntries(
    running.regions.flatMap(({ notEvaluated }) =>
      [...notEvaluated].map(([id, reason]) => [stableName(id), reason]),
    ),
  );
  return new Rehearsal({ start, end, callbacks, deliveries, notEvaluated });
}

function programIn(options: ProjectOptions): Promise<EvaluatedProgram> {
  const key = JSON.stringify(options);
  const known = programs.get(key) ?? programOf(options);
  programs.set(key, known);
  return known;
}

async function programDeclaredBy(
  declare: (given: Given) => unknown,
  config: Record<string, string> = {},
): Promise<Program> {
  const plan = await evaluateInline(
    () => {
      const receiver = new AlertReceiver("rehearsal", {
        accountId: "0".repeat(32),
        hostname: "rehearsal.example.com",
        callbackSecret: "a-secret-of-this-rehearsal-and-of-nothing-else",
        destinations: {
          pager: {
            kind: DestinationKind.Webhook,
            credential: `whsec_${Buffer.from("a-key-of-this-rehearsal-and-nothing-else").toString("base64")}`,
            url: "https://pager.example.com/rehearsal",
          },
        },
        sources: { rehearsal: { deliverTo: ["pager"] } },
      });
      return declare({ callback: receiver.callback("rehearsal"), contactGroups: ["rehearsal"] });
    },
    { project: "rehearsal", config },
  );
  return readProgram(plan);
}

function readData(options: RehearseOptions): Series[] {
  const start = Date.parse(options.start ?? START);
  if (Number.isNaN(start)) throw new Error(`start: "${options.start}" is not a time such as ${START}`);
  if (options.scenario !== undefined) {
    const { series } = parseScenario(readFileSync(options.scenario, "utf8"), start);
    return series;
  }
  const data = (options.data ?? []).flat();
  if (data.length === 0) throw new Error("nothing to rehearse: give data or a scenario");
  return placed(data, start, options.interval ?? "1 minute");
}
