import type { Command } from "commander";
import type { Link, Why } from "../../receiver/api/shapes.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";

interface Options extends OnCallOptions {
  rule?: string;
  resource?: string;
  at?: string;
  source?: string;
}

export function whyCommand(): Command {
  return onCallCommand("why", {
    summary: "say why somebody was told, or was not",
    description:
      "Follows one alert through a deployed receiver: what CloudMonitor measured, its callback, the decision, what held it, its route, and every destination; or says which link is missing. Of an incident, or of a rule or a resource at a time.",
    exits: ["every destination of it was told", "a link is missing: the answer says which, and why"],
    examples: [
      "why 3f1c09d2ab47 --stack production",
      "why --rule ecs-cpu --at 2026-11-23T03:40:00+08:00 --stack production",
      "why --resource i-bp1web0001 --stack production",
    ],
  })
    .argument("[incident]", "its key, or the beginning that incidents shows")
    .option("--rule <text>", "instead of an incident: the rule's key or name")
    .option("--resource <text>", "instead of an incident, or beside a rule: the resource")
    .option("--at <time>", "when it was, or should have been (ISO 8601 with a zone)")
    .option("--source <name>", "of this source")
    .action((incident: string | undefined, options: Options) =>
      exitOf(async () => {
        const { rule, resource, at, source } = options;
        if ((incident ?? rule ?? resource) === undefined)
          throw new Error("of what? Give an incident, --rule or --resource");
        const asked = { incident, rule, resource, at, source };
        const query = new URLSearchParams(
          Object.entries(asked).filter((each): each is [string, string] => each[1] !== undefined),
        );
        const why = await ask<Why>(await receiverOf(options), `${PATH.api}/why?${query}`);
        print(why, whyText(why), options);
        return why.broken === null ? 0 : 1;
      }),
    );
}

const MARKS: Record<Link["state"], string> = { ok: "✓", missing: "✗", unknown: "?" };

function whyText({ links, answer, broken }: Why): string {
  const lines = links.map(({ link, state, text }) => `${MARKS[state]} ${link.padEnd(9)}  ${text.en}`);
  return [...lines, "", broken === null ? `Told: ${answer.en}` : `Not told: ${answer.en}`].join("\n");
}
