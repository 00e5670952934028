import type { Command } from "commander";
import type { DrillAnswer, DrillShown } from "../../receiver/answers.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";
import { whoami } from "./whoami.ts";

interface Options extends OnCallOptions {
  source?: string;
  by?: string;
  show: boolean;
}

export function drillCommand(): Command {
  return onCallCommand("drill", {
    summary: "begin a fire drill of a deployed receiver",
    description:
      "Begins a fire drill: a callback of the receiver's own goes the whole way, and only destinations with `drill: true` are told. `verify --drill` waits for its end; --show says how the newest one went.",
    exits: [
      "it has begun; with --show: the newest one of each source passed, or runs",
      "with --show: one failed, or there was none",
    ],
    examples: [
      "drill --stack production",
      "drill --source production --stack production",
      "drill --show --stack production",
    ],
  })
    .option("--source <name>", "of one source; else of all that have drills")
    .option("--by <name>", "who you are: it is written down", whoami())
    .option("--show", "only show how the newest one went", false)
    .action((options: Options) =>
      exitOf(async () => {
        const { source, by, show } = options;
        const receiver = await receiverOf(options);
        const asked = show ? undefined : { by: by || undefined, source };
        const answer = await ask<DrillAnswer>(receiver, PATH.drill, asked);
        const shown = Object.entries(answer.drills).filter(
          ([name]) => source === undefined || name === source,
        );
        const text = shown.map(([name, drill]) => `${name}: ${drillText(drill)}`).join("\n");
        print(answer, text || "no source has drills", options);
        const failed = shown.length === 0 || shown.some(([, drill]) => !drill || drill.outcome === "failed");
        return show && failed ? 1 : 0;
      }),
    );
}

function drillText(drill: DrillShown | null): string {
  if (!drill) return "no drill yet";
  const { outcome, problem, startedAt, destinations } = drill;
  const arrived = Object.entries(destinations).map(([name, { opened, resolved }]) => {
    const state = resolved ? "told, and of its end" : opened ? "told" : "not told yet";
    return `${name} ${state}`;
  });
  return [`${outcome}, begun ${startedAt}`, ...(problem ? [problem] : []), ...arrived].join("; ");
}
