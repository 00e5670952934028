import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { parseDuration } from "../../components/vocabulary/duration.ts";
import type { Status } from "../../receiver/answers.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand } from "./command.ts";
import { newsSince, newsText } from "./news.ts";
import { receiverOf } from "./receiver.ts";

interface Options extends OnCallOptions {
  every: number;
}

export function tailCommand(): Command {
  return onCallCommand("tail", {
    summary: "show what a deployed receiver decides, as it happens",
    description:
      "Asks a deployed receiver again and again, and prints each new decision and each destination that gets into trouble or out of it, until Ctrl-C. A question that fails is said once, and asked again.",
    exits: ["it was ended"],
    examples: ["tail --stack production", "tail --stack production --every 30s --json"],
  })
    .option("--every <time>", "how often to ask", seconds, 5)
    .action((options: Options) =>
      exitOf(async () => {
        const receiver = await receiverOf(options);
        const end = new AbortController();
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end.abort());
        let before = await ask<Status>(receiver, PATH.status);
        process.stderr.write(`Following ${receiver.url}. Press Ctrl-C to stop.\n`);
        let failure: string | undefined;
        while (await paused(options.every, end.signal)) {
          try {
            const after = await ask<Status>(receiver, PATH.status);
            for (const news of newsSince(before, after))
              process.stdout.write(`${options.json ? JSON.stringify(news) : newsText(news)}\n`);
            before = after;
            failure = undefined;
          } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            if (text !== failure) process.stderr.write(`${text}\n`);
            failure = text;
          }
        }
        return 0;
      }),
    );
}

/** False: it was ended meanwhile. */
async function paused(every: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(every * 1000, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

function seconds(text: string): number {
  const every = parseDuration(text);
  if (every === undefined || every < 1) throw new InvalidArgumentError("must be a time like 5s, from 1s");
  return every;
}
