import { createInterface } from "node:readline/promises";
import { type Command, InvalidArgumentError } from "commander";
import type { ActionName, Outcome } from "../../receiver/answers.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { destinationPath } from "./paths.ts";
import { receiverOf } from "./receiver.ts";
import { whoami } from "./whoami.ts";

interface Options extends OnCallOptions {
  by?: string;
  letter?: number;
  from?: string;
  to?: string;
  yes?: boolean;
}

type Answer = Outcome & { destination: string };

/** The commands that change something at a destination. Each is written down there, with who asked. */
export const actCommands: { [name in ActionName]: () => Command } = {
  replay: () =>
    act("replay", "send dead letters again", {
      description:
        "Sends dead letters of a destination again, in order and in pace: one, those that died in a time range, or all. What is over is not raised, and nothing is sent twice.",
      exits: ["at least one was raised, or there were none", "there were some, and none could be raised"],
      examples: [
        "replay itoc360 --letter 17 --stack production",
        "replay itoc360 --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00+08:00",
      ],
      text: replayText,
      failed: ({ letters, replayed = 0 }) => letters !== 0 && replayed === 0,
    })
      .option("--letter <id>", "one dead letter, by the id that dead-letters shows", letterId)
      .option("--from <time>", "those that died from then on (ISO 8601 with a zone)")
      .option("--to <time>", "those that died until then"),
  hold: () =>
    act("hold", "send a destination nothing until it is released", {
      description:
        "Holds a destination: nothing is sent to it, and nothing is lost. The clock of what waits stands still; its fallback still gets each page in time.",
      exits: ["it is held"],
      examples: ["hold itoc360 --stack production"],
      text: ({ destination, waiting }) => `${destination} is held; ${waiting} waiting`,
    }),
  release: () =>
    act("release", "let a destination that was held go on", {
      description:
        "Releases a destination: what waits goes out, the open and worst first, and says why it is late.",
      exits: ["it is released, or was not held"],
      examples: ["release itoc360 --stack production"],
      text: ({ destination, heldFor, waiting }) =>
        heldFor === null
          ? `${destination} was not held`
          : `${destination} is released after ${heldFor} s; ${waiting} waiting go out`,
    }),
  discard: () =>
    act("discard", "give up what waits for a destination", {
      description:
        "Gives up everything that waits for a destination. Each message becomes a dead letter that says who decided it. Asks first; without a terminal, --yes is needed.",
      exits: ["it was discarded", "it was not: the answer was not yes"],
      examples: ["discard itoc360 --stack production", "discard itoc360 --stack production --yes"],
      text: ({ destination, discarded, recoveries, underWay }) =>
        `${destination}: ${discarded} discarded, ${recoveries} of them recoveries whose incidents stay open there; ${underWay} under way`,
    }).option("--yes", "do not ask", false),
};

interface Action {
  description: string;
  exits: readonly [string, string?];
  examples: readonly string[];
  text: (answer: Answer) => string;
  failed?: (answer: Answer) => boolean;
}

function act(name: ActionName, summary: string, action: Action): Command {
  const { text, failed = () => false, ...described } = action;
  return onCallCommand(name, { summary, ...described })
    .argument("<destination>", "name of the destination, as the program has it")
    .option("--by <name>", "who you are: it is written down", whoami())
    .action((destination: string, options: Options) =>
      exitOf(async () => {
        const { by, letter, from, to } = options;
        const receiver = await receiverOf(options);
        const question = `Give up everything that waits for ${destination} at ${receiver.url}?`;
        if (name === "discard" && !(await isConfirmed(question, options))) return 1;
        const asked = { by: by || undefined, letter, from, to };
        const answer = await ask<Answer>(receiver, destinationPath(destination, name), asked);
        print(answer, text(answer), options);
        return failed(answer) ? 1 : 0;
      }),
    );
}

const CAME: Record<string, string> = {
  replayed: "wait again and go out",
  over: "not raised: the incident is over",
  superseded: "not raised: something newer about the incident was sent, or waits",
  done: "replayed or discarded before",
  unknown: "can't be raised: what it takes to send them is not kept",
};

function replayText({ destination, letters, ...counts }: Answer): string {
  if (letters === 0) return `${destination} has no such dead letters`;
  return Object.entries(CAME)
    .flatMap(([name, words]) => (counts[name] ? [`${destination}: ${counts[name]} ${words}`] : []))
    .join("\n");
}

async function isConfirmed(question: string, { yes }: Options): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new Error("discard asks first, and there is no terminal: add --yes");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

function letterId(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1)
    throw new InvalidArgumentError("must be a whole number, as dead-letters shows it");
  return id;
}
