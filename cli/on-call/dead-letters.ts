import type { Command } from "commander";
import type { DeadLetterShown, DeadLetters } from "../../receiver/answers.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { destinationPath } from "./paths.ts";
import { receiverOf } from "./receiver.ts";
import { ago } from "./status-text.ts";

/** Letters of one question. */
const PAGE = 100;

interface Options extends OnCallOptions {
  all: boolean;
}

export function deadLettersCommand(): Command {
  return onCallCommand("dead-letters", {
    summary: "list a destination's dead letters, with every try",
    description:
      "Lists what a destination will not be sent any more, newest first: what it was, why, what was tried, and what was done about it. Those that somebody replayed or discarded are left out, unless --all is given.",
    exits: ["there are none that nothing was done about", "there are some"],
    examples: [
      "dead-letters itoc360 --stack production",
      "dead-letters itoc360 --stack production --all --json",
    ],
  })
    .argument("<destination>", "name of the destination, as the program has it")
    .option("--all", "also those that were replayed or discarded", false)
    .action((destination: string, options: Options) =>
      exitOf(async () => {
        const receiver = await receiverOf(options);
        let page: DeadLetters | undefined;
        const letters: DeadLetterShown[] = [];
        do {
          const before: string = page?.next ? `&before=${page.next}` : "";
          page = await ask<DeadLetters>(
            receiver,
            `${destinationPath(destination, "dead-letters")}?limit=${PAGE}${before}`,
          );
          letters.push(...page.letters.filter(({ settled }) => options.all || settled === null));
        } while (page.next !== null);
        const answer = { ...page, letters };
        print(answer, deadLettersText(destination, answer, Date.now()), options);
        return page.count > 0 ? 1 : 0;
      }),
    );
}

function deadLettersText(destination: string, { held, waiting, letters }: DeadLetters, now: number): string {
  const by = held?.by ? ` by ${held.by}` : "";
  return [
    ...(held ? [`${destination} is held since ${held.since}${by}, ${waiting} waiting`] : []),
    ...letters.flatMap((letter) => letterText(letter, now)),
    ...(letters.length === 0 ? [`${destination} has no dead letters`] : []),
  ].join("\n");
}

function letterText(letter: DeadLetterShown, now: number): string[] {
  const { id, at, kind, level, title, reason, source, operatorMustAct, attempts, settled } = letter;
  const tries = [...attempts.first, ...attempts.last].map(
    ({ at: tried, status, reason: why }) => `       ${tried}  ${status ?? "no answer"}  ${why}`,
  );
  if (attempts.between > 0) tries.splice(attempts.first.length, 0, `       … ${attempts.between} more tries`);
  const by = settled?.by
    ? ` by ${settled.by}`
    : settled?.generation === null
      ? ", as its access changed"
      : "";
  return [
    `${String(id).padStart(5)}  ${ago(at, now)}  ${kind} (${level})  ${title ?? "what it said is not kept"}  [${source}]`,
    `       ${reason}${operatorMustAct ? " (somebody has to act)" : ""}`,
    ...tries,
    ...(settled ? [`       ${settled.what} ${settled.at}${by}`] : []),
  ];
}
